/** The labels of one series, by name. */
export type Labels = Readonly<Record<string, string>>;

/** One number that counts or shows. */
export class ValueSeries {
  readonly labels: Labels;
  value = 0;

  constructor(labels: Labels) {
    this.labels = labels;
  }

  reset(): void {
    this.value = 0;
  }
}

/** Told of every value that a histogram takes. */
export type HistogramListener = (value: number, labels: Labels) => void;

/** Values counted in buckets; `counts` has one more than there are bounds, for what is above all of them. */
export class HistogramSeries {
  readonly labels: Labels;
  readonly bounds: Float64Array;
  readonly counts: Float64Array;
  sum = 0;
  listener: HistogramListener | null;

  constructor(labels: Labels, bounds: readonly number[], listener: HistogramListener | null) {
    this.labels = labels;
    this.bounds = Float64Array.from(bounds);
    this.counts = new Float64Array(bounds.length + 1);
    this.listener = listener;
  }

  get count(): number {
    return this.counts.reduce((sum, count) => sum + count, 0);
  }

  reset(): void {
    this.counts.fill(0);
    this.sum = 0;
  }

  /** Takes a value; one that is no finite number is left out. */
  record(value: number): void {
    this.recordAll([value], 1, 1);
  }

  /** Takes the first `size` values of an array, each divided by `divisor`. */
  recordAll(values: ArrayLike<number>, size: number, divisor: number): void {
    const { bounds, counts, listener, labels } = this;
    let sum = 0;
    for (let index = 0; index < size; index += 1) {
      const value = (values[index] ?? NaN) / divisor;
      if (!(value > -Infinity && value < Infinity)) continue;
      let bucket = 0;
      while (bucket < bounds.length && value > (bounds[bucket] ?? Infinity)) bucket += 1;
      counts[bucket] = (counts[bucket] ?? 0) + 1;
      sum += value;
      if (listener !== null) listener(value, labels);
    }
    this.sum += sum;
  }
}
