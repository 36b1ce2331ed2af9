const BUCKETS = 60;

/** Counts what happened in the last `windowMs`, in sixty buckets: exact to a sixtieth of it. Times must not run backwards. */
export class TimedCounts {
  readonly #bucketMs: number;
  readonly #counts = new Float64Array(BUCKETS);
  #current = -Infinity;
  #until = -Infinity;
  #total = 0;

  constructor(windowMs: number) {
    this.#bucketMs = windowMs / BUCKETS;
  }

  add(at: number): void {
    if (at >= this.#until) this.#moveTo(at);
    const slot = this.#current % BUCKETS;
    this.#counts[slot] = (this.#counts[slot] ?? 0) + 1;
    this.#total += 1;
  }

  read(at: number): number {
    if (at >= this.#until) this.#moveTo(at);
    return this.#total;
  }

  #moveTo(at: number): void {
    const bucket = Math.floor(at / this.#bucketMs);
    if (bucket - this.#current >= BUCKETS) {
      this.#counts.fill(0);
      this.#total = 0;
    } else {
      for (let cleared = this.#current + 1; cleared <= bucket; cleared += 1) {
        this.#total -= this.#counts[cleared % BUCKETS] ?? 0;
        this.#counts[cleared % BUCKETS] = 0;
      }
    }
    this.#current = bucket;
    this.#until = (bucket + 1) * this.#bucketMs;
  }
}
