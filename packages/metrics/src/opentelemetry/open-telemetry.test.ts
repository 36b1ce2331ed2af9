import { type Attributes, SpanStatusCode } from "@opentelemetry/api";
import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { Redactor } from "@sluice/core-events";
import { channel } from "node:diagnostics_channel";
import { expect, test } from "vitest";
import { EPOCH, ModelRun } from "../testing/model-run.js";
import { metricCatalogue, type MetricDefinition } from "../metric-catalogue.js";
import { instrumentName } from "./instrument-name.js";
import { openTelemetry, type OpenTelemetry, type OpenTelemetryOptions } from "./open-telemetry.js";

/** An SDK that keeps everything in memory, as a program would set one up. */
class Sdk implements AsyncDisposable {
  readonly #spans = new InMemorySpanExporter();
  readonly #metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  readonly tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: this.#spans })] });
  readonly meterProvider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter: this.#metrics, exportIntervalMillis: 3_600_000 })] });

  open(options: OpenTelemetryOptions = {}): Promise<OpenTelemetry> {
    return openTelemetry({ tracerProvider: this.tracerProvider, meterProvider: this.meterProvider, ...options });
  }

  get spans(): ReadableSpan[] {
    return this.#spans.getFinishedSpans();
  }

  /** The points of one metric that are in the newest export. */
  async points(name: string): Promise<{ attributes: Attributes; value: unknown }[]> {
    await this.meterProvider.forceFlush();
    const newest = this.#metrics.getMetrics().at(-1);
    const metric = newest?.scopeMetrics.flatMap(({ metrics }) => metrics).find(({ descriptor }) => descriptor.name === name);
    return (metric?.dataPoints ?? []).map(({ attributes, value }) => ({ attributes, value }));
  }

  async descriptors(): Promise<{ name: string; unit: string; description: string }[]> {
    await this.meterProvider.forceFlush();
    return this.#metrics.getMetrics().at(-1)?.scopeMetrics.flatMap(({ metrics }) => metrics.map(({ descriptor }) => descriptor)) ?? [];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.meterProvider.shutdown();
    await this.tracerProvider.shutdown();
  }
}

const ms = ([seconds, nanoseconds]: readonly [number, number]): number => seconds * 1_000 + nanoseconds / 1e6;
const named = (spans: readonly ReadableSpan[], name: string): ReadableSpan[] => spans.filter((span) => span.name === name);

test("a run is a span with the times of its events", async () => {
  await using sdk = new Sdk();
  using telemetry = await sdk.open();
  const run = new ModelRun();
  telemetry.observe(run.start({ resumedFrom: { runId: "r0", completed: 1, failed: 0 } }));
  run.now += 5_000;
  telemetry.observe(run.end({ completed: 7 }));
  const [span] = sdk.spans;
  expect(span).toMatchObject({ name: "run jsonl", status: { code: SpanStatusCode.UNSET } });
  expect(span?.attributes).toMatchObject({ "sluice.run.id": "r1", "sluice.pipeline.id": "p1", "sluice.adapter": "jsonl", "sluice.resumed_from": "r0", "sluice.documents.completed": 7 });
  expect([ms(span!.startTime), ms(span!.endTime)]).toEqual([EPOCH, EPOCH + 5_000]);
});

test("a failed run is a span with an error", async () => {
  await using sdk = new Sdk();
  using telemetry = await sdk.open();
  const run = new ModelRun();
  for (const event of [run.start(), run.break({ reason: "sink_failed", error: "disk full", errorType: "SINK_FAILED" })]) telemetry.observe(event);
  expect(sdk.spans[0]).toMatchObject({ status: { code: SpanStatusCode.ERROR, message: "disk full" } });
  expect(sdk.spans[0]?.attributes).toMatchObject({ "error.type": "SINK_FAILED", "sluice.reason": "sink_failed" });
});

test("documents are sampled by id at about the ratio, the same ones every time", async () => {
  const sampled = async (): Promise<string[]> => {
    await using sdk = new Sdk();
    using telemetry = await sdk.open({ sampleRatio: 0.1 });
    const run = new ModelRun();
    telemetry.observe(run.start());
    for (let n = 0; n < 5_000; n += 1) for (const event of [run.started(`NCT0${n}`), run.complete(`NCT0${n}`)]) telemetry.observe(event);
    return named(sdk.spans, "document").map(({ attributes }) => String(attributes["sluice.document.id"]));
  };
  const ids = await sampled();
  expect(ids.length).toBeGreaterThan(400);
  expect(ids.length).toBeLessThan(600);
  expect(await sampled()).toEqual(ids);
});

test("documents are children of their run", async () => {
  await using sdk = new Sdk();
  using telemetry = await sdk.open({ sampleRatio: 1 });
  const run = new ModelRun();
  for (const event of [run.start(), run.started("1"), run.complete("1"), run.end()]) telemetry.observe(event);
  const [document, parent] = [named(sdk.spans, "document")[0], named(sdk.spans, "run jsonl")[0]];
  expect(document?.parentSpanContext?.spanId).toBe(parent?.spanContext().spanId);
  expect(document?.spanContext().traceId).toBe(parent?.spanContext().traceId);
});

test("failed documents have a span from their start on though they were not sampled, up to a bound", async () => {
  await using sdk = new Sdk();
  using telemetry = await sdk.open({ sampleRatio: 0, maxFailedDocuments: 3 });
  const run = new ModelRun();
  telemetry.observe(run.start());
  for (let n = 0; n < 10; n += 1) {
    telemetry.observe(run.started(`d${n}`));
    run.now += 100;
    telemetry.observe(run.fail(`d${n}`));
  }
  const spans = named(sdk.spans, "document");
  expect(spans).toHaveLength(3);
  expect(spans[0]).toMatchObject({ status: { code: SpanStatusCode.ERROR, message: "Cannot parse" } });
  expect(spans.map((span) => ms(span.endTime) - ms(span.startTime))).toEqual([100, 100, 100]);
});

test("a record without an id that fails has a span without a length", async () => {
  await using sdk = new Sdk();
  using telemetry = await sdk.open();
  const run = new ModelRun();
  for (const event of [run.start(), run.fail(null)]) telemetry.observe(event);
  expect(named(sdk.spans, "document").map((span) => ms(span.duration))).toEqual([0]);
});

test("a retry is an event of its document's span, else of the run's", async () => {
  await using sdk = new Sdk();
  using telemetry = await sdk.open({ sampleRatio: 1 });
  const run = new ModelRun();
  for (const event of [run.start(), run.started("1"), run.retry({ docId: "1" }), run.retry(), run.complete("1"), run.end()]) telemetry.observe(event);
  const events = sdk.spans.map((span) => [span.name, span.events.map(({ name, attributes }) => [name, attributes?.["http.response.status_code"]])]);
  expect(events).toEqual([["document", [["retry", 503]]], ["run jsonl", [["retry", 503]]]]);
});

test("stages have spans below their document", async () => {
  await using sdk = new Sdk();
  using telemetry = await sdk.open({ sampleRatio: 1 });
  const run = new ModelRun();
  for (const event of [
    run.start(), run.started("1"),
    run.event("StageStarted", { stage: "chunk", docId: "1", attempt: 1 }), run.event("StageCompleted", { stage: "chunk", docId: "1", durationMs: 1, outputCount: 4 }),
    run.event("StageStarted", { stage: "embed", docId: "1", attempt: 1 }), run.event("StageFailed", { stage: "embed", docId: "1", error: "x", errorType: "Error", attempt: 1 }),
    run.complete("1"), run.end(),
  ]) telemetry.observe(event);
  const document = named(sdk.spans, "document")[0]?.spanContext().spanId;
  expect(named(sdk.spans, "stage chunk")[0]).toMatchObject({ parentSpanContext: { spanId: document }, attributes: { "sluice.outputs": 4 } });
  expect(named(sdk.spans, "stage embed")[0]).toMatchObject({ status: { code: SpanStatusCode.ERROR } });
});

test("every span is ended with its run, and with dispose()", async () => {
  await using sdk = new Sdk();
  const telemetry = await sdk.open({ sampleRatio: 1 });
  const [ended, cut] = [new ModelRun(), new ModelRun({ runId: "r2", adapter: "pmc" })];
  for (const event of [ended.start(), ended.started("1"), ended.break(), cut.start(), cut.started("2")]) telemetry.observe(event);
  expect(sdk.spans.map(({ name }) => name)).toEqual(["document", "run jsonl"]);
  expect(sdk.spans[0]?.attributes["sluice.unfinished"]).toBe(true);
  telemetry.dispose();
  expect(sdk.spans.map(({ name, attributes }) => [name, attributes["sluice.unfinished"]]).slice(2)).toEqual([["document", true], ["run pmc", true]]);
});

test("open spans are bounded", async () => {
  await using sdk = new Sdk();
  using telemetry = await sdk.open({ sampleRatio: 1, maxOpenSpans: 5 });
  const run = new ModelRun();
  telemetry.observe(run.start());
  for (let n = 0; n < 100; n += 1) telemetry.observe(run.started(`d${n}`));
  telemetry.observe(run.end());
  expect(named(sdk.spans, "document")).toHaveLength(5);
});

test("secrets known by value do not reach spans", async () => {
  await using sdk = new Sdk();
  using telemetry = await sdk.open({ redactor: new Redactor(["s3cr3t/42"]) });
  const run = new ModelRun();
  for (const event of [run.start({ parameters: { token: "s3cr3t/42" } }), run.retry({ cause: "s3cr3t/42" }), run.fail("s3cr3t/42", { error: "k=s3cr3t%2F42" }), run.break({ error: "s3cr3t/42" })]) telemetry.observe(event);
  const text = JSON.stringify(sdk.spans.map(({ attributes, events, status, name }) => ({ attributes, events, status, name })));
  expect(text).not.toContain("s3cr3t");
});

test("every metric of the catalogue is an instrument with its unit and help", async () => {
  await using sdk = new Sdk();
  using telemetry = await sdk.open();
  const run = new ModelRun();
  for (const event of [run.start(), run.complete("1"), run.fail("2"), run.retry(), run.progress({ etaSeconds: 3 })]) telemetry.observe(event);
  const descriptors = await sdk.descriptors();
  for (const { name, unit, description } of descriptors) {
    const definition = Object.values<MetricDefinition>(metricCatalogue).find((candidate) => instrumentName(candidate) === name);
    expect([name, description]).toEqual([name, definition?.help]);
    expect(unit).toMatch(/^(s|By|\{[a-z]+\})$/);
  }
  expect(descriptors.map(({ name }) => name)).toEqual(expect.arrayContaining(["sluice.events", "sluice.documents", "sluice.document_duration", "sluice.queue_depth", "sluice.run_eta", "sluice.retries"]));
});

test("counters, gauges and histograms hold what the events say", async () => {
  await using sdk = new Sdk();
  using telemetry = await sdk.open();
  const run = new ModelRun();
  for (const event of [run.start(), run.complete("1", 30), run.complete("2", 50), run.fail("3"), run.progress()]) telemetry.observe(event);
  const attributes = { adapter: "jsonl" };
  expect(await sdk.points("sluice.documents")).toEqual([
    { attributes: { ...attributes, outcome: "completed" }, value: 2 }, { attributes: { ...attributes, outcome: "failed" }, value: 1 },
  ]);
  expect(await sdk.points("sluice.queue_depth")).toEqual([{ attributes, value: 7 }]);
  expect(await sdk.points("sluice.document_duration")).toMatchObject([{ attributes, value: { count: 2, sum: 0.08 } }]);
  telemetry.observe(run.complete("4"));
  expect((await sdk.points("sluice.documents"))[0]?.value).toBe(3);
});

test("what was counted before dispose() is in the export after it, and nothing more is", async () => {
  await using sdk = new Sdk();
  const telemetry = await sdk.open();
  const run = new ModelRun();
  for (const event of [run.start(), run.complete("1"), run.end()]) telemetry.observe(event);
  telemetry.dispose();
  channel("sluice:pipeline:call").publish({ method: "ingest", pipelineId: "p1", adapter: "jsonl" });
  expect((await sdk.points("sluice.documents"))[0]?.value).toBe(1);
  expect(await sdk.points("sluice.queue_depth")).toEqual([]);
  expect((await sdk.points("sluice.pipeline_calls")).filter(({ value }) => value !== 0)).toEqual([]);
});

test("without an SDK nothing happens", async () => {
  using telemetry = await openTelemetry({ sampleRatio: 1 });
  const run = new ModelRun();
  for (const event of [run.start(), run.started("1"), run.complete("1"), run.end()]) telemetry.observe(event);
});

test.for([{ sampleRatio: 2 }, { maxOpenSpans: -1 }, { maxFailedDocuments: 0.5 }])("an option out of range is refused: %o", async (options) => {
  await expect(openTelemetry(options)).rejects.toThrow(RangeError);
});
