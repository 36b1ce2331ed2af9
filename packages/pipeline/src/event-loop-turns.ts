const MAX_STEPS = 1000;
const MAX_MS = 8;
const STEPS_PER_READING = 8;

/**
 * Sees to it that a run of microtasks gives the event loop a turn, so that timers, signals and I/O stay alive: after 1,000
 * steps or 8 ms without one, whichever comes first. An armed `setImmediate` tells whether a turn came by itself; then
 * nothing has to wait.
 */
export class EventLoopTurns {
  #steps = 0;
  #readings = 0;
  #since = 0;
  #immediate: NodeJS.Immediate | null = null;
  #waiting: (() => void)[] = [];

  /** Counts a step and tells whether the next one must wait for {@link turn}. */
  due(): boolean {
    if (this.#immediate === null) this.#arm();
    this.#steps += 1;
    return this.#steps >= MAX_STEPS || this.overdue();
  }

  /** Whether time alone asks for a turn; for those who take what others have counted. */
  overdue(): boolean {
    this.#readings += 1;
    return this.#readings % STEPS_PER_READING === 0 && this.#immediate !== null && performance.now() - this.#since > MAX_MS;
  }

  /** Resolves in the event loop's next turn. */
  turn(): Promise<void> {
    if (this.#immediate === null) this.#arm();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Lets go of the event loop; whoever still waits goes on at once. */
  stop(): void {
    if (this.#immediate !== null) clearImmediate(this.#immediate);
    this.#onTurn();
  }

  #arm(): void {
    this.#since = performance.now();
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
