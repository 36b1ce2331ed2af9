import { requireBackoff } from "./backoff.js";
import type { LogEntry } from "./event-bus.js";
import { matcherOf } from "./event-pattern.js";
import type { LogNotice } from "./log/log-notice.js";

/** How to forward. */
export interface ForwardOptions {
  /** Under which name the position is kept beside the log; one forwarder at a time per name. @default the transport's name */
  readonly consumer?: string;
  /** Where a forwarder begins that has no stored position. @default "start" */
  readonly from?: "start" | "end" | number;
  /** Which event types go. @default "*" */
  readonly pattern?: string | readonly string[];
  /** Entries per call of the transport, an integer >= 1. @default 500 */
  readonly maxBatch?: number;
  /** How long one call of the transport may take, in milliseconds. @default 30_000 */
  readonly attemptTimeoutMs?: number;
  /** The first wait after a failure, in milliseconds; it doubles each time. @default 200 */
  readonly initialDelayMs?: number;
  /** @default 30_000 */
  readonly maxDelayMs?: number;
  /**
   * What happens to an entry that the transport refuses for good (`retryable: false`, tried alone): the forwarder stops at it, or
   * passes over it after having called this.
   */
  readonly onRefused?: (entry: LogEntry, error: unknown) => void;
  /** Gets each failed attempt, and what stops the forwarder. @default a process warning for what stops it */
  readonly onError?: (error: unknown) => void;
  /** Gets a notice of events that retention had removed before they were forwarded. They are counted as `missed`. */
  readonly onNotice?: (notice: LogNotice) => void;
  /** Stops the forwarder. */
  readonly signal?: AbortSignal;
}

/** {@link ForwardOptions}, checked. */
export interface ForwardPlan {
  readonly matches: (type: string) => boolean;
  readonly from: "start" | "end" | number;
  readonly maxBatch: number;
  readonly attemptTimeoutMs: number;
  readonly backoff: { readonly initialDelayMs: number; readonly maxDelayMs: number };
  readonly options: ForwardOptions;
}

/** @throws {TypeError | RangeError} If an option makes no sense. */
export function forwardPlan(options: ForwardOptions): ForwardPlan {
  const { from = "start", pattern = "*", maxBatch = 500, attemptTimeoutMs = 30_000, initialDelayMs = 200, maxDelayMs = 30_000 } = options;
  if (typeof from === "number" && (!Number.isSafeInteger(from) || from < 0)) throw new RangeError(`Cannot forward: from must be an integer >= 0, received ${from}`);
  if (!Number.isSafeInteger(maxBatch) || maxBatch < 1) throw new RangeError(`Cannot forward: maxBatch must be an integer >= 1, received ${maxBatch}`);
  if (!(attemptTimeoutMs >= 1 && attemptTimeoutMs < 2 ** 31)) throw new RangeError(`Cannot forward: attemptTimeoutMs must be from 1 to 2147483647, received ${attemptTimeoutMs}`);
  return { from, maxBatch, attemptTimeoutMs, options, matches: matcherOf(pattern), backoff: requireBackoff({ initialDelayMs, maxDelayMs }) };
}
