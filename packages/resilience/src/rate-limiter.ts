import { FifoSlots } from "./fifo-slots.js";
import type { RateLimitPolicy } from "./resilience-policy.js";
import { sleep } from "./sleep.js";

/** How a permit is asked for. */
export interface PermitOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called before a wait, with about how long it will be. */
  readonly onWait?: ((waitMs: number) => void) | undefined;
}

/**
 * Spaces calls out: `perSecond: 5` means one every 200 ms of the monotonic clock, not five at once and then none. After a rest
 * of the full length, `burst` calls may go at once. Whoever comes first goes first.
 *
 * @example
 * ```ts
 * const limiter = new RateLimiter({ perSecond: 5, burst: 1 });
 * await limiter.take({ signal, onWait: (waitMs) => console.log(`waiting ${waitMs} ms`) });
 * ```
 */
export class RateLimiter {
  readonly #intervalMs: number;
  readonly #allowanceMs: number;
  readonly #turn = new FifoSlots(1);
  #inLine = 0;
  /** When the next call would be due if all of them had been evenly spaced. */
  #due = 0;

  constructor({ perSecond, burst }: RateLimitPolicy) {
    this.#intervalMs = 1000 / perSecond;
    this.#allowanceMs = (burst - 1) * this.#intervalMs;
  }

  /** About how long a call that came now would wait, in milliseconds; never below zero. */
  get waitMs(): number {
    const now = performance.now();
    return Math.max(0, Math.max(this.#due, now) - now - this.#allowanceMs + this.#inLine * this.#intervalMs);
  }

  /**
   * Resolves when the next call may be made.
   * @throws The signal's reason; then the permit was not used, and whoever is behind moves up.
   */
  async take({ signal, onWait }: PermitOptions = {}): Promise<void> {
    signal?.throwIfAborted();
    const expected = this.waitMs;
    if (expected > 0) onWait?.(expected);
    this.#inLine += 1;
    try {
      using _turn = await this.#turn.take(signal);
      for (let left = this.#left(); left > 0; left = this.#left()) await sleep(left, signal);
      this.#due = Math.max(this.#due, performance.now()) + this.#intervalMs;
    } finally {
      this.#inLine -= 1;
    }
  }

  #left(): number {
    return this.#due - this.#allowanceMs - performance.now();
  }
}
