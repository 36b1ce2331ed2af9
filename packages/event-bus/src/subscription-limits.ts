import { matcherOf } from "./event-pattern.js";
import type { OverflowPolicy, SubscribeOptions, Subscribing } from "./event-bus.js";

const POLICIES: readonly OverflowPolicy[] = ["drop-oldest", "drop-newest", "disconnect", "wait"];

/** Options of a subscription, checked and complete. */
export interface SubscriptionLimits {
  readonly name: string;
  readonly matches: (type: string) => boolean;
  readonly priority: number;
  readonly capacity: number;
  readonly overflow: OverflowPolicy;
  readonly sideEffects: boolean;
  readonly from: SubscribeOptions["from"];
  readonly group: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * Checks how somebody subscribes, once.
 *
 * @throws {TypeError | RangeError} For an option that makes no sense.
 */
export function limitsOf(to: Subscribing<string>): SubscriptionLimits {
  const options: SubscribeOptions = typeof to === "string" || isList(to) ? { pattern: to } : to;
  const { pattern, priority = 0, capacity = 1000, overflow = "drop-oldest", sideEffects = false, from, group, signal } = options;
  const name = options.name ?? group ?? (typeof pattern === "string" ? pattern : pattern.join(","));
  if (!Number.isFinite(priority)) throw new RangeError(`Cannot subscribe: priority must be a finite number, received ${priority}`);
  if (!Number.isSafeInteger(capacity) || capacity < 1) throw new RangeError(`Cannot subscribe: capacity must be an integer >= 1, received ${capacity}`);
  if (!POLICIES.includes(overflow)) throw new TypeError(`Cannot subscribe: overflow must be one of ${POLICIES.join(", ")}, received ${overflow}`);
  return { name, matches: matcherOf(pattern), priority, capacity, overflow, sideEffects, from, group, signal };
}

function isList(to: Subscribing<string>): to is readonly string[] {
  return Array.isArray(to);
}
