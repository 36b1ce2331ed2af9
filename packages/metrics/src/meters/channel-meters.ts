import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Meters } from "./meters.js";

type Fields = Readonly<Record<string, unknown>>;

/** What is heard on a channel: takes a message, or says by `false` that it has another shape. */
type Reader = (message: Fields, meters: Meters) => boolean;

const readers: Readonly<Record<string, Reader>> = {
  "sluice:pipeline:call"({ method }, { calls }) {
    if (typeof method !== "string") return false;
    calls.with(method).value += 1;
    return true;
  },
  "sluice:pipeline:checkpoint"({ durationMs, bytes, failed }, { checkpointDuration, checkpointSize, checkpointFailures }) {
    if (failed === true) {
      checkpointFailures.with().value += 1;
      return true;
    }
    if (!isCount(durationMs) || !isCount(bytes)) return false;
    checkpointDuration.with().record(durationMs / 1000);
    checkpointSize.with().record(bytes);
    return true;
  },
  "sluice:http:rate-limit-wait"({ host, waitMs, cause }, { rateLimitWait }) {
    if (typeof host !== "string" || !isCount(waitMs) || typeof cause !== "string") return false;
    rateLimitWait.with(host, cause).record(waitMs / 1000);
    return true;
  },
  "sluice:event-bus:forwarder"({ forwarder, lag }, { forwarderLag }) {
    if (typeof forwarder !== "string" || !isCount(lag)) return false;
    forwarderLag.with(forwarder).value = lag;
    return true;
  },
  "sluice:event-bus:drop"({ subscription, reason, count }, { busDrops }) {
    if (typeof subscription !== "string" || typeof reason !== "string" || !isCount(count)) return false;
    busDrops.with(subscription, reason).value += count;
    return true;
  },
};

/** The ways to run a pipeline: they show 0 from the start, because a rate cannot see a series that begins with 1. */
const METHODS = ["streamEvents", "iterResults", "ingest", "runAsync", "runAsyncLegacy"];

/**
 * Feeds the meters from the diagnostics channels of this process: what happens in runs beside their events. A message of another
 * shape is counted, and otherwise left alone: whoever publishes must not be harmed.
 *
 * @returns Ends the subscriptions; may be called twice.
 */
export function listenToChannels(meters: Meters): () => void {
  for (const method of METHODS) meters.calls.with(method);
  const listeners = Object.entries(readers).map(([name, read]) => {
    const listener = (message: unknown): void => {
      const understood = typeof message === "object" && message !== null && read(message as Fields, meters); // each reader checks the fields it uses
      if (!understood) meters.diagnosticsRejected.with(name).value += 1;
    };
    subscribe(name, listener);
    return [name, listener] as const;
  });
  return () => {
    for (const [name, listener] of listeners) unsubscribe(name, listener);
  };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value < Infinity;
}
