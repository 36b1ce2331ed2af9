import { channel } from "node:diagnostics_channel";
import type { Adapter, PipelineEvent } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import { Counter, Registry } from "prom-client";
import { expect, test } from "vitest";
import { ModelRun, EPOCH } from "../testing/model-run.js";
import { prometheusMetrics, type PrometheusOptions } from "./prometheus-metrics.js";

async function textOf(events: readonly PipelineEvent[], options: PrometheusOptions = {}): Promise<string> {
  using prometheus = await prometheusMetrics(options);
  for (const event of events) prometheus.observe(event);
  return await prometheus.metricsText();
}

/** The lines of one metric that do not show 0, by name and labels. */
function valuesOf(text: string, metric: string): Record<string, number> {
  const lines = text.split("\n").filter((line) => line.startsWith(metric));
  return Object.fromEntries(lines.map((line) => [line.slice(metric.length, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ")))] as const).filter(([, value]) => value !== 0));
}

test("events are counted by type, also unknown ones, with a bound", async () => {
  const run = new ModelRun();
  const unknown = Array.from({ length: 40 }, (_, n) => ({ type: `New${n}`, version: 1, runId: "r1" }) as unknown as PipelineEvent);
  const text = await textOf([run.start(), run.started("1"), run.complete("1"), run.progress(), ...unknown]);
  expect(valuesOf(text, "sluice_events_total")).toMatchObject({ '{type="RunStarted"}': 1, '{type="DocumentStarted"}': 1, '{type="BatchProgress"}': 1, '{type="New0"}': 1, '{type="other"}': 28 });
  expect(valuesOf(text, "sluice_label_overflows_total")).toEqual({ '{label="type"}': 28 });
});

test("documents are counted by adapter and outcome, failures by error", async () => {
  const run = new ModelRun();
  const text = await textOf([run.start(), run.complete("1"), run.complete("2"), run.fail("3"), run.fail(null, { errorType: "TypeError" })]);
  expect(valuesOf(text, "sluice_documents_total")).toEqual({ '{adapter="jsonl",outcome="completed"}': 2, '{adapter="jsonl",outcome="failed"}': 2 });
  expect(valuesOf(text, "sluice_document_failures_total")).toEqual({ '{adapter="jsonl",error_type="RECORD_MALFORMED"}': 1, '{adapter="jsonl",error_type="TypeError"}': 1 });
});

test("durations are histograms in seconds", async () => {
  const run = new ModelRun();
  const text = await textOf([run.start(), run.complete("1", 3), run.complete("2", 30), run.complete("3", 90_000), run.end({ durationMs: 61_000 })]);
  expect(text).toContain('sluice_document_duration_seconds_bucket{le="0.0025",adapter="jsonl"} 0\n');
  expect(text).toContain('sluice_document_duration_seconds_bucket{le="0.005",adapter="jsonl"} 1\n');
  expect(text).toContain('sluice_document_duration_seconds_bucket{le="60",adapter="jsonl"} 2\n');
  expect(text).toContain('sluice_document_duration_seconds_bucket{le="+Inf",adapter="jsonl"} 3\n');
  expect(valuesOf(text, "sluice_document_duration_seconds_sum")).toEqual({ '{adapter="jsonl"}': 90.033 });
  expect(valuesOf(text, "sluice_document_duration_seconds_count")).toEqual({ '{adapter="jsonl"}': 3 });
  expect(valuesOf(text, "sluice_run_duration_seconds_count")).toEqual({ '{adapter="jsonl",outcome="completed"}': 1 });
});

test("runs are counted by outcome and reason, which show 0 from the start", async () => {
  const run = new ModelRun();
  const started = await textOf([run.start()]);
  expect(started).toContain('sluice_runs_total{adapter="jsonl",outcome="failed",reason="source_failed"} 0\n');
  expect(valuesOf(started, "sluice_runs_in_progress")).toEqual({ '{adapter="jsonl"}': 1 });
  const ended = await textOf([run.start(), run.break({ reason: "cancelled" })]);
  expect(valuesOf(ended, "sluice_runs_total")).toEqual({ '{adapter="jsonl",outcome="failed",reason="cancelled"}': 1 });
  expect(valuesOf(ended, "sluice_runs_in_progress")).toEqual({});
});

test("queue, waits, ETA and checkpoint time come from progress, and waits are added once", async () => {
  const run = new ModelRun();
  const checkpoint = { version: 1, runId: "r1", adapter: "jsonl", timestamp: EPOCH, cursor: null, lowWaterMark: 0, finished: { keys: [] }, completed: 0, failed: 0 } as const;
  const first = run.progress({ producerWaitMs: 1_500, consumerWaitMs: 250, etaSeconds: 90, estimatedTotal: 10, checkpoint });
  const text = await textOf([run.start(), first, first, run.progress({ producerWaitMs: 2_000, consumerWaitMs: 250, etaSeconds: 80, estimatedTotal: 10 })]);
  expect(valuesOf(text, "sluice_queue_depth")).toEqual({ '{adapter="jsonl"}': 7 });
  expect(valuesOf(text, "sluice_documents_in_flight")).toEqual({ '{adapter="jsonl"}': 2 });
  expect(valuesOf(text, "sluice_producer_wait_seconds_total")).toEqual({ '{adapter="jsonl"}': 2 });
  expect(valuesOf(text, "sluice_consumer_wait_seconds_total")).toEqual({ '{adapter="jsonl"}': 0.25 });
  expect(valuesOf(text, "sluice_run_eta_seconds")).toEqual({ '{adapter="jsonl"}': 80 });
  expect(valuesOf(text, "sluice_checkpoint_timestamp_seconds")).toEqual({ '{adapter="jsonl"}': EPOCH / 1_000 });
});

test("gauges of a run that has ended go back to 0, and its ETA goes away", async () => {
  const run = new ModelRun();
  using prometheus = await prometheusMetrics();
  for (const event of [run.start(), run.progress({ etaSeconds: 5 })]) prometheus.observe(event);
  expect(valuesOf(await prometheus.metricsText(), "sluice_queue_depth")).toEqual({ '{adapter="jsonl"}': 7 });
  prometheus.observe(run.end());
  const text = await prometheus.metricsText();
  expect(text).toContain('sluice_queue_depth{adapter="jsonl"} 0\n');
  expect(text).not.toContain("sluice_run_eta_seconds{");
});

test("retries are counted by kind and status", async () => {
  const run = new ModelRun();
  const text = await textOf([run.start(), run.retry(), run.retry({ statusCode: 429, delayMs: 2_000 }), run.event("AdapterRetry", { adapter: "jsonl", docId: "1", attempt: 1, delayMs: 0, cause: "x" })]);
  expect(valuesOf(text, "sluice_retries_total")).toEqual({
    '{adapter="jsonl",kind="request",status="503"}': 1, '{adapter="jsonl",kind="request",status="429"}': 1, '{adapter="jsonl",kind="document",status="none"}': 1,
  });
  expect(valuesOf(text, "sluice_retry_delay_seconds_total")).toEqual({ '{adapter="jsonl"}': 2.5 });
});

test("a circuit is in one state", async () => {
  const run = new ModelRun();
  const change = { circuit: "api.example.org", reason: null };
  const text = await textOf([
    run.event("CircuitStateChange", { ...change, oldState: "closed", newState: "open" }),
    run.event("CircuitStateChange", { ...change, oldState: "open", newState: "half-open" }),
  ]);
  expect(valuesOf(text, "sluice_circuit_state")).toEqual({ '{circuit="api.example.org",state="half-open"}': 1 });
  expect(valuesOf(text, "sluice_circuit_transitions_total")).toEqual({ '{circuit="api.example.org",state="open"}': 1, '{circuit="api.example.org",state="half-open"}': 1 });
});

test("stages and gates are counted", async () => {
  const run = new ModelRun();
  const text = await textOf([
    run.event("StageCompleted", { stage: "chunk", docId: "1", durationMs: 12, outputCount: 4 }),
    run.event("StageFailed", { stage: "embed", docId: "1", error: "x", errorType: "Error", attempt: 3 }),
    run.event("StageRetrying", { stage: "embed", docId: "1", attempt: 1, backoffMs: 5, cause: "x" }),
    run.event("GateTimedOut", { gate: "pdf-ready", stage: "parse", waitedMs: 3_600_000 }),
  ]);
  expect(valuesOf(text, "sluice_stages_total")).toEqual({ '{stage="chunk",outcome="completed"}': 1, '{stage="embed",outcome="failed"}': 1 });
  expect(valuesOf(text, "sluice_stage_duration_seconds_sum")).toEqual({ '{stage="chunk"}': 0.012 });
  expect(valuesOf(text, "sluice_stage_retries_total")).toEqual({ '{stage="embed"}': 1 });
  expect(valuesOf(text, "sluice_gate_wait_seconds_sum")).toEqual({ '{gate="pdf-ready",outcome="timed_out"}': 3_600 });
});

test("diagnostics of the process are counted until dispose()", async () => {
  const prometheus = await prometheusMetrics();
  const publish = (): void => {
    channel("sluice:pipeline:call").publish({ method: "runAsyncLegacy", pipelineId: "p1", adapter: "jsonl" });
    channel("sluice:http:rate-limit-wait").publish({ host: "api.example.org", waitMs: 500, cause: "rate-limit" });
    channel("sluice:pipeline:checkpoint").publish({ runId: "r1", durationMs: 4, bytes: 5_000, failed: false });
    channel("sluice:pipeline:checkpoint").publish({ runId: "r1", durationMs: 4, bytes: 5_000, failed: true });
    channel("sluice:event-bus:forwarder").publish({ forwarder: "kafka", lag: 17 });
    channel("sluice:event-bus:drop").publish({ subscription: "sse", reason: "drop-oldest", event: null, count: 3, dropped: 3 });
  };
  publish();
  prometheus.dispose();
  prometheus.dispose();
  publish();
  const text = await prometheus.metricsText();
  expect(valuesOf(text, "sluice_pipeline_calls_total")).toEqual({ '{method="runAsyncLegacy"}': 1 });
  expect(valuesOf(text, "sluice_rate_limit_wait_seconds_sum")).toEqual({ '{host="api.example.org",cause="rate-limit"}': 0.5 });
  expect(valuesOf(text, "sluice_checkpoint_duration_seconds_sum")).toEqual({ "": 0.004 });
  expect(valuesOf(text, "sluice_checkpoint_size_bytes_sum")).toEqual({ "": 5_000 });
  expect(valuesOf(text, "sluice_checkpoint_failures_total")).toEqual({ "": 1 });
  expect(valuesOf(text, "sluice_forwarder_lag_events")).toEqual({ '{forwarder="kafka"}': 17 });
  expect(valuesOf(text, "sluice_bus_dropped_events_total")).toEqual({ '{subscription="sse",reason="drop-oldest"}': 3 });
});

test("a diagnostics message of another shape is counted, and harms nobody", async () => {
  using prometheus = await prometheusMetrics();
  for (const message of [null, 7, {}, { host: "a", waitMs: NaN, cause: "pause" }]) channel("sluice:http:rate-limit-wait").publish(message);
  expect(valuesOf(await prometheus.metricsText(), "sluice_diagnostics_rejected_total")).toEqual({ '{channel="sluice:http:rate-limit-wait"}': 4 });
});

test("labels are bounded, and the rest is counted under other", async () => {
  const events = Array.from({ length: 5 }, (_, n) => {
    const run = new ModelRun({ runId: `r${n}`, adapter: `a${n}` });
    return [run.start(), run.complete("1"), run.end()];
  }).flat();
  const text = await textOf(events, { labelLimits: { adapter: 2 } });
  expect(valuesOf(text, "sluice_documents_total")).toEqual({
    '{adapter="a0",outcome="completed"}': 1, '{adapter="a1",outcome="completed"}': 1, '{adapter="other",outcome="completed"}': 3,
  });
  expect(valuesOf(text, "sluice_label_overflows_total")['{label="adapter"}']).toBeGreaterThan(0);
});

test("a label value cannot forge a line", async () => {
  const run = new ModelRun({ adapter: 'a"} 1\nsluice_forged{x="' });
  const text = await textOf([run.start()]);
  expect(text).toContain('{adapter="a\\"} 1\\nsluice_forged{x=\\""}');
  expect(text).not.toMatch(/^sluice_forged/m);
});

test("a million runs whose ends are never seen do not fill the memory", async () => {
  const events = Array.from({ length: 5_000 }, (_, n) => new ModelRun({ runId: `r${n}` }).start());
  const text = await textOf(events, { maxRuns: 100 });
  expect(valuesOf(text, "sluice_runs_in_progress")).toEqual({ '{adapter="jsonl"}': 100 });
  expect(valuesOf(text, "sluice_runs_evicted_total")).toEqual({ "": 4_900 });
});

test("metrics are put into a given registry, and taken out of it by dispose()", async () => {
  const registry = new Registry();
  new Counter({ name: "app_requests_total", help: "Requests", registers: [registry] }).inc();
  const prometheus = await prometheusMetrics({ registry });
  expect(await registry.metrics()).toContain("sluice_events_total");
  prometheus.dispose();
  expect(await registry.metrics()).toBe("# HELP app_requests_total Requests\n# TYPE app_requests_total counter\napp_requests_total 1\n");
});

test("a registry that has the metrics already is refused, and stays as it was", async () => {
  const registry = new Registry();
  using _first = await prometheusMetrics({ registry });
  const before = registry.getMetricsAsArray().length;
  await expect(prometheusMetrics({ registry })).rejects.toThrow(new TypeError("Cannot expose Prometheus metrics: expected a registry without sluice_events_total, received one that has it"));
  expect(registry.getMetricsAsArray()).toHaveLength(before);
});

test("an OpenMetrics registry gives OpenMetrics", async () => {
  const registry = new Registry();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE as never); // the declarations bind a registry to the type it was made with
  const run = new ModelRun();
  using prometheus = await prometheusMetrics({ registry });
  prometheus.observe(run.start());
  const text = await prometheus.metricsText();
  expect(prometheus.contentType).toContain("openmetrics");
  expect(text).toContain("# TYPE sluice_events counter\n");
  expect(text).toContain('sluice_events_total{type="RunStarted"} 1\n');
  expect(text.endsWith("# EOF\n")).toBe(true);
});

test("resetMetrics() sets to zero what goes on counting", async () => {
  const run = new ModelRun();
  using prometheus = await prometheusMetrics();
  for (const event of [run.start(), run.complete("1")]) prometheus.observe(event);
  prometheus.registry.resetMetrics();
  prometheus.observe(run.complete("2"));
  expect(valuesOf(await prometheus.metricsText(), "sluice_events_total")).toEqual({ '{type="DocumentCompleted"}': 1 });
});

test("a real run gives figures that agree with its own", async () => {
  const numbers: Adapter<number> = {
    name: "numbers",
    fetch: () => Array.from({ length: 1_000 }, (_, n) => n),
    identify: String,
    parse(n) {
      if (n % 10 === 0) throw new Error("ten");
      return { docId: String(n), title: null, text: null, metadata: {}, provenance: { source: "numbers" } };
    },
  };
  using prometheus = await prometheusMetrics();
  const stream = new IngestionPipeline({ adapters: [numbers] }).streamEvents("numbers", { concurrency: 4 });
  for await (const event of stream) prometheus.observe(event);
  const text = await prometheus.metricsText();
  expect(valuesOf(text, "sluice_documents_total")).toEqual({ '{adapter="numbers",outcome="completed"}': stream.stats.completed, '{adapter="numbers",outcome="failed"}': stream.stats.failed });
  expect(valuesOf(text, "sluice_pipeline_calls_total")).toEqual({ '{method="streamEvents"}': 1 });
  expect(valuesOf(text, "sluice_consumer_wait_seconds_total")['{adapter="numbers"}'] ?? 0).toBeCloseTo(stream.stats.consumerWaitMs / 1_000, 6);
});
