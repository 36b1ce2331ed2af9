/** Waits that double from attempt to attempt. */
export interface Backoff {
  /** The first wait, in milliseconds. */
  readonly initialDelayMs: number;
  readonly maxDelayMs: number;
}

/**
 * The wait after failed attempt number `attempt`, from 1: between half of the doubled delay and all of it, at random, so that many
 * who failed together do not come back together.
 */
export function backoffMs({ initialDelayMs, maxDelayMs }: Backoff, attempt: number): number {
  const delay = Math.min(maxDelayMs, initialDelayMs * 2 ** Math.min(attempt - 1, 40));
  return delay / 2 + (Math.random() * delay) / 2;
}

/** @throws {RangeError} If the waits make no sense. */
export function requireBackoff(backoff: Backoff): Backoff {
  const { initialDelayMs, maxDelayMs } = backoff;
  if (initialDelayMs > 0 && maxDelayMs >= initialDelayMs && maxDelayMs < 2 ** 31) return backoff;
  throw new RangeError(`Cannot back off: expected 0 < initialDelayMs <= maxDelayMs < 2147483648, received ${initialDelayMs} and ${maxDelayMs}`);
}
