import type { MetricOptions } from "@opentelemetry/api";
import type { MetricDefinition } from "../metric-catalogue.js";

/**
 * The OpenTelemetry name of a metric: the Prometheus name without what its exporter adds again, so that both ways lead to the
 * same name in Prometheus: `sluice_document_duration_seconds` is `sluice.document_duration`, in `s`.
 */
export function instrumentName({ name }: Pick<MetricDefinition, "name">): string {
  return name.replace(/^sluice_/, "sluice.").replace(/_total$/, "").replace(/_(seconds|bytes)$/, "");
}

/** The unit in UCUM; what is counted stands in braces. */
function instrumentUnit({ unit }: Pick<MetricDefinition, "unit">): string {
  if (unit === "seconds") return "s";
  return unit === "bytes" ? "By" : `{${unit.replace(/s$/, "")}}`;
}

/** How an instrument is created: its name and options. */
export function describeInstrument(definition: MetricDefinition): [name: string, options: MetricOptions] {
  return [instrumentName(definition), { description: definition.help, unit: instrumentUnit(definition) }];
}
