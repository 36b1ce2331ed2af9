import { setTimeout as delay } from "node:timers/promises";

/**
 * Resolves after `ms` milliseconds of the monotonic clock.
 *
 * @throws The signal's reason, as soon as it aborts; the timer is gone then.
 */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await delay(Math.max(0, ms), undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted(); // the timer's AbortError only wraps the reason
    throw error;
  }
}
