import type { BusEvent } from "./event-bus.js";
import { timeOf } from "./log/parse-line.js";
import type { ReplayClock } from "./replay-clock.js";

/** How a {@link ReplayPace} keeps time. */
export interface ReplayPaceOptions {
  readonly speed: number;
  readonly maxPauseMs: number;
  readonly clock: ReplayClock;
  readonly signal: AbortSignal | undefined;
}

/**
 * Keeps the spacing that events had, divided by `speed`. Waits add up from the first event, so that being late once is made up for;
 * a timestamp that goes back, or is missing, waits for nothing.
 */
export class ReplayPace {
  readonly #options: ReplayPaceOptions;
  #latest = -Infinity;
  #due = -Infinity;

  constructor(options: ReplayPaceOptions) {
    this.#options = options;
  }

  /** Waits until it is the event's turn. */
  async wait(event: BusEvent): Promise<void> {
    const { speed, maxPauseMs, clock, signal } = this.#options;
    const time = timeOf(event);
    if (this.#latest === -Infinity) this.#due = clock.now();
    else if (time > this.#latest) this.#due += Math.min(maxPauseMs, (time - this.#latest) / speed);
    this.#latest = Math.max(this.#latest, time);
    const left = this.#due - clock.now();
    if (left > 0) await clock.sleep(left, signal);
  }
}
