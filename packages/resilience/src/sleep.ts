import { setTimeout as delay } from "node:timers/promises";

const LONGEST_TIMER_MS = 2 ** 31 - 1; // a longer timer fires after one millisecond

/**
 * Resolves after `ms` milliseconds of the monotonic clock, never earlier; a clock that is set has no part in it.
 *
 * @param ms Zero and below wait for one turn of the event loop; `Infinity` waits for the signal.
 * @throws {RangeError} If `ms` is not a number.
 * @throws The signal's reason, as soon as it aborts; the timer is gone then.
 */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  if (Number.isNaN(ms)) throw new RangeError("Cannot sleep: expected a number of milliseconds, received NaN");
  const end = performance.now() + ms;
  try {
    let left = ms;
    do {
      await delay(Math.min(Math.max(0, Math.ceil(left)), LONGEST_TIMER_MS), undefined, signal === undefined ? {} : { signal });
      left = end - performance.now();
    } while (left > 0);
  } catch (error) {
    signal?.throwIfAborted(); // the timer's AbortError only wraps the reason
    throw error;
  }
}
