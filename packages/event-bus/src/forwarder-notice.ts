import { channel } from "node:diagnostics_channel";
import type { ForwarderFigures } from "./forward.js";

/**
 * How a forwarder is doing, as published on the diagnostics channel `sluice:event-bus:forwarder`: when it has begun, after each batch
 * that was acknowledged, after each call that has failed, and when it has stopped.
 *
 * @example
 * ```ts
 * import { subscribe } from "node:diagnostics_channel";
 *
 * subscribe("sluice:event-bus:forwarder", (notice) => console.log((notice as ForwarderNotice).forwarder, (notice as ForwarderNotice).lag));
 * ```
 */
export interface ForwarderNotice extends ForwarderFigures {
  /** The name of its consumer, which its position is kept under. */
  readonly forwarder: string;
  /** The name of its transport. */
  readonly transport: string;
}

const notices = channel("sluice:event-bus:forwarder");

/** Publishes a notice, which is made only where somebody listens. */
export function publishForwarderNotice(make: () => ForwarderNotice): void {
  if (notices.hasSubscribers) notices.publish(make());
}
