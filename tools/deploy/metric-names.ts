import { metricCatalogue, type MetricDefinition } from "@sluice/metrics";

/** The names under which Prometheus knows the metrics of the catalogue: histograms have three each. */
export function exposedNames(): ReadonlySet<string> {
  const names = Object.values<MetricDefinition>(metricCatalogue).flatMap(({ name, type }) =>
    type === "histogram" ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  );
  return new Set(names);
}

/** Every metric of ours that a text names, such as an expression or a file of rules. */
export function namesIn(text: string): string[] {
  return [...new Set(text.match(/\bsluice_[a-z_]+/g) ?? [])];
}

/** The labels that each metric may be asked for, by the name that Prometheus knows it by. */
export function labelsOf(name: string): ReadonlySet<string> {
  const definition = Object.values<MetricDefinition>(metricCatalogue).find((candidate) => name === candidate.name || name.replace(/_(bucket|sum|count)$/, "") === candidate.name);
  return new Set([...(definition?.labels ?? []), "job", "instance", ...(name.endsWith("_bucket") ? ["le"] : [])]);
}
