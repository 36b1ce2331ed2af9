import type { MetricDefinition } from "../metric-catalogue.js";
import type { LabelGuard } from "./label-guard.js";
import type { Labels } from "./series.js";

/** All series of one metric, by their label values. */
export class Meter<Series extends { reset(): void }> {
  readonly definition: MetricDefinition;
  readonly #guard: LabelGuard;
  readonly #create: (labels: Labels) => Series;
  readonly #series = new Map<string, Series>();

  constructor(definition: MetricDefinition, guard: LabelGuard, create: (labels: Labels) => Series) {
    this.definition = definition;
    this.#guard = guard;
    this.#create = create;
  }

  /** The series of these label values, in the order of the definition's labels; keep it where it is used often. */
  with(...values: readonly string[]): Series {
    const { labels: names } = this.definition;
    const admitted = names.map((name, index) => this.#guard.admit(name, values[index] ?? ""));
    const key = admitted.join("\u0000");
    let series = this.#series.get(key);
    if (series === undefined) {
      series = this.#create(Object.fromEntries(names.map((name, index) => [name, admitted[index] ?? ""])));
      this.#series.set(key, series);
    }
    return series;
  }

  values(): IterableIterator<Series> {
    return this.#series.values();
  }

  /** Sets every series to zero, and keeps it. */
  reset(): void {
    for (const series of this.#series.values()) series.reset();
  }

  /** Forgets every series: for a gauge that has nothing to show. */
  clear(): void {
    this.#series.clear();
  }
}
