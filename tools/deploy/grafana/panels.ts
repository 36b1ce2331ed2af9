import { type MetricKey, metricCatalogue } from "@sluice/metrics";

/** One curve or figure of a panel. */
export interface PanelQuery {
  readonly expr: string;
  readonly legend: string;
}

/** One panel, before it has its place. */
export interface Panel {
  readonly title: string;
  readonly description: string;
  readonly kind: "stat" | "timeseries" | "heatmap";
  /** A unit of Grafana. */
  readonly unit: string;
  readonly queries: readonly PanelQuery[];
}

/** Panels that belong together. */
export interface PanelRow {
  readonly title: string;
  readonly panels: readonly Panel[];
}

const ADAPTER = 'adapter=~"$adapter"';
const JOB = 'job=~"$job"';

/** A metric of the catalogue with the filters of the dashboard's variables and more. */
function of(key: MetricKey, ...filters: readonly string[]): string {
  const { name, labels } = metricCatalogue[key];
  const adapter = (labels as readonly string[]).includes("adapter") ? [ADAPTER] : [];
  return `${name}{${[JOB, ...adapter, ...filters].join(", ")}}`;
}

function rate(key: MetricKey, by: string, ...filters: readonly string[]): string {
  return `sum by (${by}) (rate(${of(key, ...filters)}[$__rate_interval]))`;
}

/** A percentile of a histogram, by a label. */
function quantile(q: number, key: MetricKey, by?: string): string {
  const series = of(key).replace("{", "_bucket{");
  return `histogram_quantile(${q}, sum by (${by === undefined ? "le" : `le, ${by}`}) (rate(${series}[$__rate_interval])))`;
}

function helpOf(key: MetricKey): string {
  return `${metricCatalogue[key].help}.`;
}

const outcomes = rate("documents", "adapter", 'outcome="completed"');

/** What the dashboard shows. Every metric of the catalogue is in it at least once. */
export const PANEL_ROWS: readonly PanelRow[] = [
  {
    title: "At a glance",
    panels: [
      { title: "Runs in progress", description: helpOf("runsInProgress"), kind: "stat", unit: "none", queries: [{ expr: `sum by (adapter) (${of("runsInProgress")})`, legend: "{{adapter}}" }] },
      {
        title: "Success rate", kind: "stat", unit: "percentunit", description: "Share of documents that completed, over the time shown.",
        queries: [{ expr: `sum by (adapter) (increase(${of("documents", 'outcome="completed"')}[$__range])) / sum by (adapter) (increase(${of("documents")}[$__range]))`, legend: "{{adapter}}" }],
      },
      { title: "Time left", description: helpOf("runEta"), kind: "stat", unit: "s", queries: [{ expr: `max by (adapter) (${of("runEta")})`, legend: "{{adapter}}" }] },
      { title: "Failed runs", description: helpOf("runs"), kind: "stat", unit: "none", queries: [{ expr: `sum by (adapter, reason) (increase(${of("runs", 'outcome="failed"')}[$__range])) > 0`, legend: "{{adapter}} {{reason}}" }] },
      { title: "Since the last event", description: "A run in progress whose value grows stands still.", kind: "stat", unit: "s", queries: [{ expr: `time() - max by (adapter) (${of("lastEvent")})`, legend: "{{adapter}}" }] },
    ],
  },
  {
    title: "Documents",
    panels: [
      { title: "Documents per second", description: helpOf("documents"), kind: "timeseries", unit: "ops", queries: [{ expr: rate("documents", "adapter, outcome"), legend: "{{adapter}} {{outcome}}" }] },
      { title: "Success rate", description: "Share of documents that completed.", kind: "timeseries", unit: "percentunit", queries: [{ expr: `${outcomes} / ${rate("documents", "adapter")}`, legend: "{{adapter}}" }] },
      { title: "Failures by error", description: helpOf("documentFailures"), kind: "timeseries", unit: "ops", queries: [{ expr: rate("documentFailures", "adapter, error_type"), legend: "{{adapter}} {{error_type}}" }] },
      {
        title: "Duration of a document", description: helpOf("documentDuration"), kind: "timeseries", unit: "s",
        queries: [{ expr: quantile(0.5, "documentDuration", "adapter"), legend: "{{adapter}} median" }, { expr: quantile(0.95, "documentDuration", "adapter"), legend: "{{adapter}} p95" }, { expr: quantile(0.99, "documentDuration", "adapter"), legend: "{{adapter}} p99" }],
      },
      { title: "Durations", description: helpOf("documentDuration"), kind: "heatmap", unit: "s", queries: [{ expr: `sum by (le) (increase(${of("documentDuration").replace("{", "_bucket{")}[$__rate_interval]))`, legend: "{{le}}" }] },
      { title: "Duration of a run", description: helpOf("runDuration"), kind: "timeseries", unit: "s", queries: [{ expr: quantile(0.95, "runDuration", "adapter, outcome"), legend: "{{adapter}} {{outcome}} p95" }] },
    ],
  },
  {
    title: "Backpressure",
    panels: [
      { title: "Queue depth", description: helpOf("queueDepth"), kind: "timeseries", unit: "none", queries: [{ expr: `sum by (adapter) (${of("queueDepth")})`, legend: "{{adapter}}" }] },
      { title: "Documents in flight", description: helpOf("documentsInFlight"), kind: "timeseries", unit: "none", queries: [{ expr: `sum by (adapter) (${of("documentsInFlight")})`, legend: "{{adapter}}" }] },
      {
        title: "Who waits", description: "Near 1 for the producer, the consumer or sink is the limit; near 1 for the consumer, the source is.", kind: "timeseries", unit: "percentunit",
        queries: [{ expr: rate("producerWait", "adapter"), legend: "{{adapter}} producer" }, { expr: rate("consumerWait", "adapter"), legend: "{{adapter}} consumer" }],
      },
    ],
  },
  {
    title: "Sources",
    panels: [
      { title: "Retries per second", description: helpOf("retries"), kind: "timeseries", unit: "ops", queries: [{ expr: rate("retries", "adapter, kind, status"), legend: "{{adapter}} {{kind}} {{status}}" }] },
      { title: "Time spent in retries", description: helpOf("retryDelay"), kind: "timeseries", unit: "percentunit", queries: [{ expr: rate("retryDelay", "adapter"), legend: "{{adapter}}" }] },
      { title: "Waits for hosts", description: helpOf("rateLimitWait"), kind: "timeseries", unit: "s", queries: [{ expr: quantile(0.95, "rateLimitWait", "host, cause"), legend: "{{host}} {{cause}} p95" }] },
      {
        title: "Circuits", description: helpOf("circuitState"), kind: "timeseries", unit: "none",
        queries: [{ expr: `max by (circuit, state) (${of("circuitState", 'state!="closed"')})`, legend: "{{circuit}} {{state}}" }, { expr: rate("circuitTransitions", "circuit, state"), legend: "{{circuit}} to {{state}} per second" }],
      },
    ],
  },
  {
    title: "Checkpoints",
    panels: [
      { title: "Age of the newest checkpoint", description: helpOf("checkpointTime"), kind: "timeseries", unit: "s", queries: [{ expr: `time() - max by (adapter) (${of("checkpointTime")})`, legend: "{{adapter}}" }] },
      { title: "Time to save", description: helpOf("checkpointDuration"), kind: "timeseries", unit: "s", queries: [{ expr: quantile(0.99, "checkpointDuration"), legend: "p99" }, { expr: quantile(0.5, "checkpointDuration"), legend: "median" }] },
      { title: "Size", description: helpOf("checkpointSize"), kind: "timeseries", unit: "bytes", queries: [{ expr: quantile(0.99, "checkpointSize"), legend: "p99" }] },
      { title: "Failures", description: helpOf("checkpointFailures"), kind: "timeseries", unit: "none", queries: [{ expr: `sum by (instance) (increase(${of("checkpointFailures")}[$__rate_interval]))`, legend: "{{instance}}" }] },
    ],
  },
  {
    title: "Stages and events",
    panels: [
      { title: "Stages per second", description: helpOf("stages"), kind: "timeseries", unit: "ops", queries: [{ expr: rate("stages", "stage, outcome"), legend: "{{stage}} {{outcome}}" }, { expr: rate("stageRetries", "stage"), legend: "{{stage}} retries" }] },
      { title: "Duration of a stage", description: helpOf("stageDuration"), kind: "timeseries", unit: "s", queries: [{ expr: quantile(0.95, "stageDuration", "stage"), legend: "{{stage}} p95" }] },
      { title: "Waits at gates", description: helpOf("gateWait"), kind: "timeseries", unit: "s", queries: [{ expr: quantile(0.95, "gateWait", "gate, outcome"), legend: "{{gate}} {{outcome}} p95" }] },
      { title: "Events per second", description: helpOf("events"), kind: "timeseries", unit: "ops", queries: [{ expr: rate("events", "type"), legend: "{{type}}" }] },
      {
        title: "Delivery of events", description: "What forwarders have still to send, and what slow subscribers have lost.", kind: "timeseries", unit: "none",
        queries: [{ expr: `max by (forwarder) (${of("forwarderLag")})`, legend: "{{forwarder}} lag" }, { expr: `sum by (subscription, reason) (increase(${of("busDrops")}[$__rate_interval]))`, legend: "{{subscription}} lost ({{reason}})" }],
      },
      { title: "Calls by method", description: helpOf("calls"), kind: "timeseries", unit: "none", queries: [{ expr: `sum by (method) (increase(${of("calls")}[$__range]))`, legend: "{{method}}" }] },
      {
        title: "What the metrics leave out", description: "Label values under other, runs let go, and diagnostics of an unknown shape.", kind: "timeseries", unit: "none",
        queries: [
          { expr: `sum by (label) (increase(${of("labelOverflows")}[$__rate_interval]))`, legend: "label {{label}}" },
          { expr: `sum by (instance) (increase(${of("runsEvicted")}[$__rate_interval]))`, legend: "runs let go" },
          { expr: `sum by (channel) (increase(${of("diagnosticsRejected")}[$__rate_interval]))`, legend: "{{channel}}" },
        ],
      },
    ],
  },
];
