const BUCKETS = 20;

/**
 * Counts per second over the last `windowMs`, in twenty buckets; follows the time it is told, not a clock. A step back of
 * the clock by less than the window counts into the present; a larger one begins the window anew.
 */
export class ThroughputWindow {
  readonly windowMs: number;
  readonly #bucketMs: number;
  readonly #counts = new Float64Array(BUCKETS);
  #current = -1;
  #slot = 0;
  /** The present bucket holds times from here up to `#until`: comparing is much cheaper than dividing each time. */
  #from = Infinity;
  #until = -Infinity;
  #firstAt = NaN;

  /** @throws {RangeError} If `windowMs` is below 20 ms. */
  constructor(windowMs: number) {
    if (!(windowMs >= BUCKETS && windowMs < Infinity)) {
      throw new RangeError(`Cannot measure throughput: windowMs must be >= ${BUCKETS}, received ${windowMs}`);
    }
    this.windowMs = windowMs;
    this.#bucketMs = windowMs / BUCKETS;
  }

  /** Says from when on there was something to count. */
  start(at: number): void {
    if (Number.isNaN(this.#firstAt)) this.#firstAt = at;
  }

  /** Counts one at each of the first `size` times. Where first and last are of the present bucket, so are those between. */
  addAll(times: Float64Array, size: number): void {
    const [first = NaN, last = NaN] = [times[0], times[size - 1]];
    if (first >= this.#from && last >= first && last < this.#until) {
      this.#counts[this.#slot] = (this.#counts[this.#slot] ?? 0) + size;
      return;
    }
    for (let index = 0; index < size; index += 1) this.add(times[index] ?? NaN);
  }

  /** Counts one at a time in ms. */
  add(at: number): void {
    if (!(at >= this.#from && at < this.#until)) this.#moveTo(Math.floor(at / this.#bucketMs), at);
    this.#counts[this.#slot] = (this.#counts[this.#slot] ?? 0) + 1;
  }

  /** Per second over the part of the window before `at` in which something could be counted; 0 while no time has passed. */
  perSecond(at: number): number {
    const last = Math.max(Math.floor(at / this.#bucketMs), this.#current);
    const first = last - BUCKETS + 1;
    let total = 0;
    for (let bucket = Math.max(first, this.#current - BUCKETS + 1); bucket <= this.#current; bucket += 1) total += this.#counts[bucket % BUCKETS] ?? 0;
    const elapsedMs = Math.max(at, this.#current * this.#bucketMs) - Math.max(first * this.#bucketMs, this.#firstAt);
    return elapsedMs > 0 ? (total * 1000) / elapsedMs : 0;
  }

  #moveTo(bucket: number, at: number): void {
    this.start(at);
    const steps = bucket - this.#current;
    if (steps < 0 && steps > -BUCKETS) return;
    if (Math.abs(steps) >= BUCKETS) {
      this.#counts.fill(0);
      if (steps < 0) this.#firstAt = at;
    } else {
      for (let cleared = this.#current + 1; cleared <= bucket; cleared += 1) this.#counts[cleared % BUCKETS] = 0;
    }
    this.#current = bucket;
    this.#slot = bucket % BUCKETS;
    this.#from = bucket * this.#bucketMs;
    this.#until = this.#from + this.#bucketMs;
  }
}
