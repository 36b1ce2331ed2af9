import { labelLimits, metricCatalogue, type MetricDefinition, type MetricKey } from "../metric-catalogue.js";
import { LabelGuard, type LabelLimits } from "./label-guard.js";
import { Meter } from "./meter.js";
import { type HistogramListener, HistogramSeries, ValueSeries } from "./series.js";

/** One meter per metric of the catalogue. */
export type Meters = {
  readonly [Key in MetricKey]: (typeof metricCatalogue)[Key]["type"] extends "histogram" ? Meter<HistogramSeries> : Meter<ValueSeries>;
};

/** What {@link createMeters} may be told. */
export interface MetersOptions {
  readonly limits?: LabelLimits | undefined;
  /** Told of every value of every histogram, by the metric's name. */
  readonly onRecord?: ((metric: string) => HistogramListener) | undefined;
}

/**
 * Makes a meter for every metric.
 * @throws {RangeError} If a limit is no count.
 */
export function createMeters({ limits = {}, onRecord }: MetersOptions = {}): Meters {
  const overflows: { meter?: Meter<ValueSeries> } = {};
  const guard = new LabelGuard(limits, (label) => {
    const series = overflows.meter?.with(label);
    if (series !== undefined) series.value += 1;
  });
  const create = (definition: MetricDefinition): Meter<HistogramSeries> | Meter<ValueSeries> => {
    if (definition.type !== "histogram") return new Meter(definition, guard, (labels) => new ValueSeries(labels));
    const listener = onRecord?.(definition.name) ?? null;
    return new Meter(definition, guard, (labels) => new HistogramSeries(labels, definition.buckets ?? [], listener));
  };
  const meters = Object.fromEntries(Object.entries<MetricDefinition>(metricCatalogue).map(([key, definition]) => [key, create(definition)])) as Meters; // one per key, of the class its type asks for
  for (const label of Object.keys(labelLimits)) meters.labelOverflows.with(label);
  overflows.meter = meters.labelOverflows;
  for (const meter of Object.values(meters)) if (meter.definition.labels.length === 0) meter.with(); // shows 0, not nothing
  return meters;
}
