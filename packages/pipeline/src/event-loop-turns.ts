import type { RunClock } from "./run-clock.js";

const MAX_STEPS = 1000;
const MAX_MS = 8;
const STEPS_PER_READING = 8;
/** Steps that take longer, all those since the last reading together, are timed one by one. */
const SLOW_MS = 1;

/**
 * Sees to it that a run of microtasks gives the event loop a turn, so that timers, signals and I/O stay alive: after 1,000
 * steps, or before the step that follows 8 ms without one, whichever comes first. An armed `setImmediate` tells whether a turn
 * came by itself; then nothing has to wait. Slow steps are timed each, quick ones by the eight.
 *
 * It also reads the run's clock once per turn, which is often enough for figures on who waits for whom: a wait within one
 * turn is none, and reading the clock costs as much as a third of a small document.
 */
export class EventLoopTurns {
  readonly #clock: RunClock;
  #steps = 0;
  #since = 0;
  #unread = 0;
  #perReading = 1;
  #readAt = 0;
  #immediate: NodeJS.Immediate | null = null;
  #waiting: (() => void)[] = [];

  constructor(clock: RunClock) {
    this.#clock = clock;
  }

  /** Notes that something happens; after it, the clock's last reading is of this turn. */
  enter(): void {
    if (this.#immediate === null) this.#arm();
  }

  /** Counts a step and tells whether the next one must wait for {@link turn}. */
  due(): boolean {
    this.enter();
    this.#steps += 1;
    return this.#steps >= MAX_STEPS || this.overdue();
  }

  /** Whether time alone asks for a turn; for those who take what others have counted. */
  overdue(): boolean {
    this.#unread += 1;
    if (this.#unread < this.#perReading) return false;
    this.#unread = 0;
    this.enter(); // also where nobody produces any more and a long queue is taken
    const now = this.#clock.tick();
    this.#perReading = now - this.#readAt > SLOW_MS ? 1 : Math.min(STEPS_PER_READING, 2 * this.#perReading);
    this.#readAt = now;
    return now - this.#since > MAX_MS;
  }

  /** Resolves in the event loop's next turn. */
  turn(): Promise<void> {
    this.enter();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Lets go of the event loop; whoever still waits goes on at once. */
  stop(): void {
    if (this.#immediate !== null) clearImmediate(this.#immediate);
    this.#onTurn();
  }

  #arm(): void {
    this.#since = this.#clock.tick();
    this.#immediate = setImmediate(this.#onTurn);
  }

  readonly #onTurn = (): void => {
    this.#immediate = null;
    this.#steps = 0;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  };
}
