const SIZE = 128;

/**
 * Durations that are not counted yet. Counting many in a row costs less than half of counting each when it comes, between all
 * the other work of a run.
 */
export class DurationBuffer {
  readonly #values = new Float64Array(SIZE);
  readonly #count: (durationsMs: Float64Array, size: number) => void;
  #size = 0;

  /** @param count Takes the first `size` durations of an array; must not keep it. */
  constructor(count: (durationsMs: Float64Array, size: number) => void) {
    this.#count = count;
  }

  push(durationMs: number): void {
    this.#values[this.#size] = durationMs;
    this.#size += 1;
    if (this.#size === SIZE) this.drain();
  }

  /** Has everything counted; call it before figures are read. */
  drain(): void {
    if (this.#size === 0) return;
    const size = this.#size;
    this.#size = 0;
    this.#count(this.#values, size);
  }
}
