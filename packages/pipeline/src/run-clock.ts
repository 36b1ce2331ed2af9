/**
 * The time of one run: durations from the monotonic clock, timestamps that follow the wall clock, one reading for both.
 * A jump of the wall clock shows in timestamps from the next `resync` on and never in a duration.
 */
export class RunClock {
  /** Monotonic milliseconds at the last `tick`. */
  last = performance.now();
  #offset = Date.now() - this.last;

  /** Reads the clock and returns monotonic milliseconds. */
  tick(): number {
    this.last = performance.now();
    return this.last;
  }

  /** Whole milliseconds since epoch at the last `tick`. */
  readonly timestamp = (): number => Math.trunc(this.#offset + this.last);

  /** Takes the wall clock's word again. */
  resync(): void {
    this.#offset = Date.now() - this.tick();
  }
}
