/** What a metric is, independent of the system that it is exported to. */
export interface MetricDefinition {
  /** The Prometheus name, with unit and `_total` as its conventions ask. */
  readonly name: string;
  readonly type: "counter" | "gauge" | "histogram";
  /** One sentence, without a full stop. */
  readonly help: string;
  readonly labels: readonly string[];
  /** What one unit is: a base unit, or what is counted. */
  readonly unit: "seconds" | "bytes" | "documents" | "events" | "runs" | "retries" | "calls" | "transitions" | "failures" | "lookups" | "messages" | "state";
  /** Upper bounds of a histogram's buckets, in its unit. */
  readonly buckets?: readonly number[];
  /** `events`, or the diagnostics channel that it is fed by. */
  readonly source: string;
}

const SHORT_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] as const;
const LONG_SECONDS = [1, 5, 15, 60, 300, 900, 3_600, 10_800, 21_600, 43_200, 86_400, 259_200] as const;
const BYTES = [1_024, 4_096, 16_384, 32_768, 65_536, 131_072, 262_144, 1_048_576] as const;
const EVENTS = "events";

/**
 * Every metric of this release. Exporters, the documentation, the dashboard and the tests of the alert rules read it from here.
 * Names and labels are stable: they change only in a major release.
 */
export const metricCatalogue = {
  events: {
    name: "sluice_events_total", type: "counter", labels: ["type"], unit: "events", source: EVENTS,
    help: "Events seen, by type",
  },
  lastEvent: {
    name: "sluice_last_event_timestamp_seconds", type: "gauge", labels: ["adapter"], unit: "seconds", source: EVENTS,
    help: "When the newest event of an adapter's runs was made, in seconds since the epoch",
  },
  runs: {
    name: "sluice_runs_total", type: "counter", labels: ["adapter", "outcome", "reason"], unit: "runs", source: EVENTS,
    help: "Runs that have ended, with the reason of those that failed",
  },
  runsInProgress: {
    name: "sluice_runs_in_progress", type: "gauge", labels: ["adapter"], unit: "runs", source: EVENTS,
    help: "Runs that have started and not ended",
  },
  runDuration: {
    name: "sluice_run_duration_seconds", type: "histogram", labels: ["adapter", "outcome"], unit: "seconds", buckets: LONG_SECONDS, source: EVENTS,
    help: "How long runs took",
  },
  runEta: {
    name: "sluice_run_eta_seconds", type: "gauge", labels: ["adapter"], unit: "seconds", source: EVENTS,
    help: "The longest time that runs in progress expect to take yet; absent while it cannot be told",
  },
  documents: {
    name: "sluice_documents_total", type: "counter", labels: ["adapter", "outcome"], unit: "documents", source: EVENTS,
    help: "Documents that have ended",
  },
  documentDuration: {
    name: "sluice_document_duration_seconds", type: "histogram", labels: ["adapter"], unit: "seconds", buckets: SHORT_SECONDS, source: EVENTS,
    help: "How long completed documents took, retries included",
  },
  documentFailures: {
    name: "sluice_document_failures_total", type: "counter", labels: ["adapter", "error_type"], unit: "failures", source: EVENTS,
    help: "Documents that have failed, by error code or name",
  },
  documentsInFlight: {
    name: "sluice_documents_in_flight", type: "gauge", labels: ["adapter"], unit: "documents", source: EVENTS,
    help: "Documents being worked on, as of the last progress event",
  },
  queueDepth: {
    name: "sluice_queue_depth", type: "gauge", labels: ["adapter"], unit: "events", source: EVENTS,
    help: "Events waiting for the consumer, as of the last progress event",
  },
  producerWait: {
    name: "sluice_producer_wait_seconds_total", type: "counter", labels: ["adapter"], unit: "seconds", source: EVENTS,
    help: "Time in which sources waited for the consumer: backpressure",
  },
  consumerWait: {
    name: "sluice_consumer_wait_seconds_total", type: "counter", labels: ["adapter"], unit: "seconds", source: EVENTS,
    help: "Time in which consumers waited for the source",
  },
  retries: {
    name: "sluice_retries_total", type: "counter", labels: ["adapter", "kind", "status"], unit: "retries", source: EVENTS,
    help: "Retries of requests and documents, with the HTTP status where there was one",
  },
  retryDelay: {
    name: "sluice_retry_delay_seconds_total", type: "counter", labels: ["adapter"], unit: "seconds", source: EVENTS,
    help: "Time that retries were asked to wait",
  },
  circuitState: {
    name: "sluice_circuit_state", type: "gauge", labels: ["circuit", "state"], unit: "state", source: EVENTS,
    help: "Whether a circuit breaker is in a state: 1 for the present one, 0 for the others",
  },
  circuitTransitions: {
    name: "sluice_circuit_transitions_total", type: "counter", labels: ["circuit", "state"], unit: "transitions", source: EVENTS,
    help: "Changes of circuit breakers into a state",
  },
  checkpointTime: {
    name: "sluice_checkpoint_timestamp_seconds", type: "gauge", labels: ["adapter"], unit: "seconds", source: EVENTS,
    help: "When the newest checkpoint of an adapter's runs was taken, in seconds since the epoch",
  },
  stageDuration: {
    name: "sluice_stage_duration_seconds", type: "histogram", labels: ["stage"], unit: "seconds", buckets: SHORT_SECONDS, source: EVENTS,
    help: "How long stages took for a document that they finished",
  },
  stages: {
    name: "sluice_stages_total", type: "counter", labels: ["stage", "outcome"], unit: "documents", source: EVENTS,
    help: "Documents that a stage has finished or given up",
  },
  stageRetries: {
    name: "sluice_stage_retries_total", type: "counter", labels: ["stage"], unit: "retries", source: EVENTS,
    help: "Retries of stages",
  },
  gateWait: {
    name: "sluice_gate_wait_seconds", type: "histogram", labels: ["gate", "outcome"], unit: "seconds", buckets: LONG_SECONDS, source: EVENTS,
    help: "How long was waited at gates until they opened or timed out",
  },
  checkpointDuration: {
    name: "sluice_checkpoint_duration_seconds", type: "histogram", labels: [], unit: "seconds", buckets: SHORT_SECONDS, source: "sluice:pipeline:checkpoint",
    help: "How long it took to commit targets and checkpoint together",
  },
  checkpointSize: {
    name: "sluice_checkpoint_size_bytes", type: "histogram", labels: [], unit: "bytes", buckets: BYTES, source: "sluice:pipeline:checkpoint",
    help: "Size of checkpoints as JSON",
  },
  checkpointFailures: {
    name: "sluice_checkpoint_failures_total", type: "counter", labels: [], unit: "failures", source: "sluice:pipeline:checkpoint",
    help: "Checkpoints that could not be saved",
  },
  rateLimitWait: {
    name: "sluice_rate_limit_wait_seconds", type: "histogram", labels: ["host", "cause"], unit: "seconds", buckets: SHORT_SECONDS, source: "sluice:http:rate-limit-wait",
    help: "Waits for hosts that are paced or have asked for a pause, as announced when they begin",
  },
  calls: {
    name: "sluice_pipeline_calls_total", type: "counter", labels: ["method"], unit: "calls", source: "sluice:pipeline:call",
    help: "Calls of the ways to run a pipeline; runAsyncLegacy is the deprecated one",
  },
  forwarderLag: {
    name: "sluice_forwarder_lag_events", type: "gauge", labels: ["forwarder"], unit: "events", source: "sluice:event-bus:forwarder",
    help: "Events in the local log that a forwarder has not delivered yet",
  },
  busDrops: {
    name: "sluice_bus_dropped_events_total", type: "counter", labels: ["subscription", "reason"], unit: "events", source: "sluice:event-bus:drop",
    help: "Events that subscriptions of a bus have lost because they were too slow",
  },
  labelOverflows: {
    name: "sluice_label_overflows_total", type: "counter", labels: ["label"], unit: "lookups", source: EVENTS,
    help: "Look-ups of label values beyond their bound, which were counted under the value other",
  },
  runsEvicted: {
    name: "sluice_runs_evicted_total", type: "counter", labels: [], unit: "runs", source: EVENTS,
    help: "Runs let go before their end was seen, because too many were in progress",
  },
  diagnosticsRejected: {
    name: "sluice_diagnostics_rejected_total", type: "counter", labels: ["channel"], unit: "messages", source: "any channel",
    help: "Diagnostics messages of an unexpected shape, which were not counted elsewhere",
  },
} as const satisfies Record<string, MetricDefinition>;

/** How a metric is called inside the catalogue. */
export type MetricKey = keyof typeof metricCatalogue;

/** How many values each label may take; what comes later is counted under `other`. */
export const labelLimits = {
  adapter: 32, cause: 8, channel: 8, circuit: 64, error_type: 64, forwarder: 16, gate: 64, host: 64, kind: 2, label: 32, method: 16,
  outcome: 4, reason: 16, stage: 64, state: 8, status: 24, subscription: 32, type: 32,
} as const satisfies Record<string, number>;

/** The name of a label. */
export type LabelName = keyof typeof labelLimits;
