import { channel } from "node:diagnostics_channel";
import type { RetryNotice } from "@sluice/core-events";
import type { CircuitChange, HostWait } from "@sluice/resilience";

const retries = channel("sluice:http:retry");
const waits = channel("sluice:http:rate-limit-wait");
const circuits = channel("sluice:http:circuit");

/** Tells who listens of a retry; its URL and cause are redacted. */
export function publishRetry(notice: RetryNotice): void {
  if (retries.hasSubscribers) retries.publish(notice);
}

/** Tells who listens of every wait for a host that is paced or paused, however short. */
export function publishWait(wait: HostWait): void {
  if (waits.hasSubscribers) waits.publish(wait);
}

/** Tells who listens of a circuit that changed its state. */
export function publishCircuit(change: CircuitChange): void {
  if (circuits.hasSubscribers) circuits.publish(change);
}
