import { retryDelayMs, type RetryPolicy } from "./retry-policy.js";
import { sleep } from "./sleep.js";

/** One failed attempt that is going to be followed by another. */
export interface FailedAttempt {
  /** The number of the attempt that failed, from 1. */
  readonly attempt: number;
  /** The wait that begins now. */
  readonly delayMs: number;
  readonly error: unknown;
}

/** How {@link retry} goes about it. */
export interface RetryOptions {
  readonly policy: RetryPolicy;
  readonly signal?: AbortSignal | undefined;
  /** Whether another attempt may help. @default whether the error has `retryable: true` */
  readonly isRetryable?: (error: unknown) => boolean;
  /** The wait that the failure itself asks for, in milliseconds; `null` takes the policy's backoff. */
  readonly delayOf?: (error: unknown, attempt: number) => number | null;
  /** Called once per retry, before the wait. */
  readonly onRetry?: ((failed: FailedAttempt) => void) | undefined;
}

const spent = new WeakSet<object>();

/**
 * Calls `operation` until it succeeds, fails for good, or `policy.maxAttempts` is reached; the last error is thrown as it is.
 *
 * It is meant to be the one retry layer around an attempt: an error that has used up one `retry` is not retried by another
 * around it, so nesting by accident does not multiply attempts. With `maxAttempts: 1` there is no layer here, and one around it may retry.
 *
 * @param operation Gets the number of the attempt, from 1.
 * @throws The signal's reason once it has aborted, also in the middle of a wait.
 * @example
 * ```ts
 * const policy = retryPolicySchema.parse({ maxAttempts: 3, initialDelayMs: 10 });
 * const text = await retry(() => readRemote(), { policy, signal, onRetry: ({ attempt, delayMs }) => log(attempt, delayMs) });
 * ```
 */
export async function retry<T>(operation: (attempt: number) => PromiseLike<T> | T, options: RetryOptions): Promise<T> {
  const { policy, signal, isRetryable = saysRetryable, delayOf, onRetry } = options;
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted();
    try {
      return await operation(attempt);
    } catch (error) {
      signal?.throwIfAborted(); // what an aborted attempt throws is a consequence of the abort
      const isWorthAnother = !isSpent(error) && isRetryable(error);
      if (isWorthAnother && policy.maxAttempts === 1) throw error; // nothing was used up: retrying is left to whoever is around
      if (!isWorthAnother || attempt >= policy.maxAttempts) throw spend(error);
      const delayMs = usable(delayOf?.(error, attempt)) ?? retryDelayMs(policy, attempt);
      onRetry?.({ attempt, delayMs, error });
      await sleep(delayMs, signal);
    }
  }
}

function usable(delayMs: number | null | undefined): number | null {
  return typeof delayMs === "number" && Number.isFinite(delayMs) && delayMs >= 0 ? delayMs : null;
}

function saysRetryable(error: unknown): boolean {
  return typeof error === "object" && error !== null && "retryable" in error && error.retryable === true;
}

/** Whether an error has used up a {@link retry}: trying once more is not what its retryable mark means any longer. */
export function isSpent(error: unknown): boolean {
  return typeof error === "object" && error !== null && spent.has(error);
}

function spend(error: unknown): unknown {
  if (typeof error === "object" && error !== null) spent.add(error);
  return error;
}
