import type { Histogram, Meter as OtelMeter } from "@opentelemetry/api";
import { metricCatalogue, type MetricDefinition } from "../metric-catalogue.js";
import type { HistogramListener } from "../meters/series.js";
import { describeInstrument } from "./instrument-name.js";

/** Makes the histograms of the catalogue, and says where the values of each go. */
export function createHistograms(meter: OtelMeter): (metric: string) => HistogramListener {
  const histograms = new Map<string, Histogram>();
  for (const definition of Object.values<MetricDefinition>(metricCatalogue)) {
    if (definition.type !== "histogram") continue;
    const [name, options] = describeInstrument(definition);
    const advice = { explicitBucketBoundaries: [...(definition.buckets ?? [])] };
    histograms.set(definition.name, meter.createHistogram(name, { ...options, advice }));
  }
  return (metric) => {
    const histogram = histograms.get(metric);
    return (value, labels) => histogram?.record(value, labels);
  };
}
