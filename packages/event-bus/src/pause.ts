import { setTimeout as delay } from "node:timers/promises";

const LONGEST_TIMER_MS = 2 ** 31 - 1; // a longer timer fires after one millisecond

/** Waits on the monotonic clock. @throws The signal's reason. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    for (let left = ms, end = performance.now() + ms; left > 0; left = end - performance.now()) {
      await delay(Math.min(left, LONGEST_TIMER_MS), undefined, signal === undefined ? {} : { signal });
    }
  } catch (error) {
    signal?.throwIfAborted(); // the timer's error only wraps the reason
    throw error;
  }
}
