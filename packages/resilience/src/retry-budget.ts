import { FifoSlots } from "./fifo-slots.js";
import { sleep } from "./sleep.js";

/** How many retries a {@link RetryBudget} lets through. */
export interface RetryBudgetOptions {
  /** Retries per first attempt, in the long run. @default 0.2 */
  readonly ratio?: number;
  /** Retries that a bad phase may use up beyond that. @default 500 */
  readonly burst?: number;
  /** Retries per second that are always let through, so that a caller who makes one call at a time comes on. @default 1 */
  readonly perSecond?: number;
}

/**
 * Keeps the retries of many calls together in proportion: a service that fails half of the time must not be asked twice as
 * often for it. Each first attempt earns `ratio` of a retry, up to `burst` of them, and each second earns `perSecond`. A retry
 * that has not been earned waits until it is; it is never given up.
 *
 * @example
 * ```ts
 * const budget = new RetryBudget();
 * budget.earn(); // at each first attempt
 * await budget.spend(signal); // before each retry
 * ```
 */
export class RetryBudget {
  readonly #ratio: number;
  readonly #burst: number;
  readonly #perSecond: number;
  readonly #turn = new FifoSlots(1);
  #left: number;
  #countedAt = performance.now();

  constructor({ ratio = 0.2, burst = 500, perSecond = 1 }: RetryBudgetOptions = {}) {
    this.#ratio = ratio;
    this.#burst = burst;
    this.#perSecond = perSecond;
    this.#left = burst;
  }

  /** Retries that may go at once. */
  get left(): number {
    this.#count();
    return Math.floor(this.#left);
  }

  /** Notes a first attempt. */
  earn(): void {
    this.#left = Math.min(this.#burst, this.#left + this.#ratio);
  }

  /**
   * Takes one retry from the budget, once there is one; in the order of the calls.
   * @throws The signal's reason; then nothing was taken.
   */
  async spend(signal?: AbortSignal): Promise<void> {
    using _turn = await this.#turn.take(signal);
    for (let missing = this.#missing(); missing > 0; missing = this.#missing()) await sleep((missing / this.#perSecond) * 1000, signal);
    this.#left -= 1;
  }

  #missing(): number {
    this.#count();
    return 1 - this.#left;
  }

  #count(): void {
    const now = performance.now();
    this.#left = Math.min(this.#burst, this.#left + ((now - this.#countedAt) / 1000) * this.#perSecond);
    this.#countedAt = now;
  }
}
