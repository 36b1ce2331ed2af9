import { labelLimits, type LabelName, metricCatalogue, type MetricDefinition } from "@sluice/metrics";

/** What stands on docs/metrics.md: every metric of the catalogue, and the bounds of its labels. */
export function metricsPage(): string {
  const metrics = Object.values<MetricDefinition>(metricCatalogue);
  return [
    "# Metrics",
    "The same metrics go to Prometheus and OpenTelemetry; [observability.md](observability.md) shows how, and what to look at. Names and",
    "labels are stable: they change only in a major release.",
    "",
    "| metric | type | labels | unit | |",
    "|---|---|---|---|---|",
    ...metrics.map(metricRow),
    "",
    "In OpenTelemetry a metric is called `sluice.` and the rest of its name, without `_total` and the unit: `sluice_document_duration_seconds`",
    "is `sluice.document_duration`, in `s`. Its Prometheus exporter makes the same name of it.",
    "",
    "## Where the figures come from",
    "Most come from events. The others come from diagnostics channels of the process, and show 0 where nothing publishes:",
    "",
    "| channel | metrics |",
    "|---|---|",
    ...channelRows(metrics),
    "",
    "## Bounds of labels",
    "A label takes at most so many values. What comes later is counted under `other`, and each look-up that was is counted in",
    "`sluice_label_overflows_total`. No label names a document, a run or a URL.",
    "",
    "| label | values |",
    "|---|---|",
    ...(Object.keys(labelLimits) as LabelName[]).sort().map((label) => `| \`${label}\` | ${labelLimits[label]} |`), // keys of a const object
    "",
    "## Buckets of histograms",
    "| metric | upper bounds |",
    "|---|---|",
    ...metrics.filter(({ buckets }) => buckets !== undefined).map(({ name, buckets = [] }) => `| \`${name}\` | ${buckets.join(", ")} |`),
    "",
  ].join("\n");
}

function metricRow({ name, type, labels, unit, help }: MetricDefinition): string {
  return `| \`${name}\` | ${type} | ${labels.map((label) => `\`${label}\``).join(", ")} | ${unit} | ${help} |`;
}

function channelRows(metrics: readonly MetricDefinition[]): string[] {
  const byChannel = Map.groupBy(metrics.filter(({ source }) => source.startsWith("sluice:")), ({ source }) => source);
  return Array.from(byChannel, ([channel, fed]) => `| \`${channel}\` | ${fed.map(({ name }) => `\`${name}\``).join(", ")} |`).sort();
}
