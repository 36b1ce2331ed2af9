import type { BatchObservableResult, Counter, Meter as OtelMeter } from "@opentelemetry/api";
import type { Meter } from "../meters/meter.js";
import type { Meters } from "../meters/meters.js";
import type { ValueSeries } from "../meters/series.js";
import { describeInstrument } from "./instrument-name.js";

/**
 * Makes counters and gauges, brought up to date whenever the SDK collects. What was counted stays with the SDK afterwards; gauges
 * end with the reading, because nothing is left to be shown.
 *
 * @returns Counts what is left and ends the reading.
 */
export function readValues(meter: OtelMeter, meters: Meters, collect: () => void): () => void {
  const counters = valueMeters(meters, "counter").map((source) => new DeltaCounter(meter.createCounter(...describeInstrument(source.definition)), source));
  const gauges = valueMeters(meters, "gauge").map((source) => ({ source, gauge: meter.createObservableGauge(...describeInstrument(source.definition)) }));
  const count = (): void => {
    for (const counter of counters) counter.flush();
  };
  const read = (result: BatchObservableResult): void => {
    collect();
    count();
    for (const { source, gauge } of gauges) for (const { value, labels } of source.values()) result.observe(gauge, value, labels);
  };
  const observables = gauges.map(({ gauge }) => gauge);
  meter.addBatchObservableCallback(read, observables);
  return () => {
    collect();
    count();
    meter.removeBatchObservableCallback(read, observables);
  };
}

/** Adds to a counter by how much each series has grown. */
class DeltaCounter {
  readonly #counter: Counter;
  readonly #source: Meter<ValueSeries>;
  readonly #counted = new Map<ValueSeries, number>();

  constructor(counter: Counter, source: Meter<ValueSeries>) {
    this.#counter = counter;
    this.#source = source;
  }

  flush(): void {
    for (const series of this.#source.values()) {
      const counted = this.#counted.get(series);
      if (series.value === counted) continue; // a series that has counted nothing yet is added once, as 0
      this.#counter.add(series.value - (counted ?? 0), series.labels);
      this.#counted.set(series, series.value);
    }
  }
}

function valueMeters(meters: Meters, type: "counter" | "gauge"): Meter<ValueSeries>[] {
  return Object.values(meters).filter((meter): meter is Meter<ValueSeries> => meter.definition.type === type); // no histogram is of either type
}
