import { setTimeout as sleep } from "node:timers/promises";

const FIRST_MS = 50;
const LONGEST_MS = 3_000;

/** Waits that grow from one to the next, with jitter, until a deadline has passed. */
export class Backoff {
  readonly #deadline: number;
  readonly #signal: AbortSignal | undefined;
  #attempt = 0;

  constructor(totalMs: number, signal?: AbortSignal) {
    this.#deadline = performance.now() + totalMs;
    this.#signal = signal;
  }

  /** Whether there was no wait yet. */
  get isFirst(): boolean {
    return this.#attempt === 0;
  }

  /** Waits before the next attempt; resolves with `false` at once if there is no time left for one. */
  async wait(): Promise<boolean> {
    const delayMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#attempt) * (0.5 + Math.random() / 2);
    if (performance.now() + delayMs > this.#deadline) return false;
    this.#attempt += 1;
    await sleep(delayMs, undefined, this.#signal === undefined ? {} : { signal: this.#signal }).catch((error: unknown) => {
      this.#signal?.throwIfAborted(); // the reason, not the timer's own error
      throw error;
    });
    return true;
  }
}
