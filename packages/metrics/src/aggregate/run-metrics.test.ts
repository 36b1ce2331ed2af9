import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { PipelineEvent } from "@sluice/core-events";
import { expect, test } from "vitest";
import { EPOCH, ModelRun } from "../testing/model-run.js";
import { RunMetrics } from "./run-metrics.js";

function observed(...events: readonly PipelineEvent[]): RunMetrics {
  const metrics = new RunMetrics();
  for (const event of events) metrics.observe(event);
  return metrics;
}

function shortRun(): { run: ModelRun; metrics: RunMetrics } {
  const run = new ModelRun();
  const metrics = observed(run.start());
  for (let n = 0; n < 100; n += 1) {
    run.now += 10;
    metrics.observe(run.started(`d${n}`));
    metrics.observe(n % 5 === 0 ? run.fail(`d${n}`) : run.complete(`d${n}`, n));
  }
  return { run, metrics };
}

test("snapshot() gives outcomes, success rate and durations", () => {
  const { metrics } = shortRun();
  const snapshot = metrics.snapshot();
  expect(snapshot).toMatchObject({ version: 1, processed: 100, completed: 80, failed: 20, successRate: 0.8, startedAt: EPOCH, at: EPOCH + 1_000 });
  expect(snapshot.durationMs).toMatchObject({ count: 80, mean: 50, min: 1, max: 99 });
  expect(snapshot.durationMs.p50).toBeCloseTo(49, 0);
});

test("snapshot() gives throughput now and overall", () => {
  const { run, metrics } = shortRun();
  expect(metrics.snapshot().throughput).toEqual({ now: 100, windowMs: 10_000, overall: 100 });
  expect(metrics.snapshot({ at: run.now + 1_000 }).throughput).toMatchObject({ now: 50, overall: 50 });
});

test("snapshot() of nothing has no rates and no durations", () => {
  expect(new RunMetrics().snapshot()).toEqual({
    version: 1, at: 0, startedAt: null, lastEventAt: null, processed: 0, completed: 0, failed: 0, successRate: null, retries: 0,
    durationMs: { count: 0, mean: null, min: null, max: null, p50: null, p90: null, p95: null, p99: null },
    throughput: { now: 0, windowMs: 10_000, overall: 0 }, runs: { active: 0, completed: 0, failed: 0 },
    queue: { inFlight: 0, queueDepth: 0 }, waits: { producerMs: 0, consumerMs: 0 }, remaining: null, etaSeconds: null, adapters: {},
  });
});

test("snapshot() is plain JSON", () => {
  const snapshot = shortRun().metrics.snapshot();
  expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
});

test("the same events give the same figures, live and replayed", () => {
  const { metrics } = shortRun();
  const again = shortRun().metrics;
  expect(again.snapshot()).toEqual(metrics.snapshot());
});

test("the ETA follows the present rate, and is null while the total is unknown", () => {
  const { run, metrics } = shortRun();
  metrics.observe(run.progress());
  expect(metrics.snapshot()).toMatchObject({ remaining: null, etaSeconds: null });
  metrics.observe(run.progress({ estimatedTotal: 1_100 }));
  expect(metrics.snapshot()).toMatchObject({ remaining: 1_000, etaSeconds: 10 });
});

test("the ETA of a resumed run counts what the attempts before have finished", () => {
  const run = new ModelRun();
  const metrics = observed(run.start({ resumedFrom: { runId: "r0", completed: 900, failed: 0 } }), run.progress({ completed: 900, estimatedTotal: 1_000 }));
  run.now += 1_000;
  metrics.observe(run.complete("d1"));
  expect(metrics.snapshot()).toMatchObject({ processed: 1, remaining: 99, etaSeconds: 99 });
});

test("a total that is plainly wrong gives no ETA", () => {
  const { run, metrics } = shortRun();
  metrics.observe(run.progress({ estimatedTotal: 50 }));
  expect(metrics.snapshot().etaSeconds).toBeNull();
});

test("retries, queue and waits come from retries and progress", () => {
  const run = new ModelRun();
  const metrics = observed(run.start(), run.retry(), run.retry({ docId: "d1" }), run.progress({ producerWaitMs: 40, consumerWaitMs: 60 }));
  expect(metrics.snapshot()).toMatchObject({ retries: 2, queue: { inFlight: 2, queueDepth: 7 }, waits: { producerMs: 40, consumerMs: 60 } });
});

test("a run that has ended has no queue, and keeps its waits", () => {
  const run = new ModelRun();
  const metrics = observed(run.start(), run.progress({ producerWaitMs: 40 }), run.end({ producerWaitMs: 50, consumerWaitMs: 5 }));
  expect(metrics.snapshot()).toMatchObject({ runs: { active: 0, completed: 1, failed: 0 }, queue: { inFlight: 0, queueDepth: 0 }, waits: { producerMs: 50, consumerMs: 5 } });
});

test("adapters are told apart, also when their runs overlap", () => {
  const [left, right] = [new ModelRun({ runId: "a", adapter: "jsonl" }), new ModelRun({ runId: "b", adapter: "pmc" })];
  const metrics = observed(left.start(), right.start(), left.complete("1"), right.fail("1"), left.complete("2"), right.break());
  expect(metrics.snapshot()).toMatchObject({ completed: 2, failed: 1, runs: { active: 1, completed: 0, failed: 1 } });
  expect(metrics.snapshot().adapters).toMatchObject({ jsonl: { completed: 2, successRate: 1 }, pmc: { failed: 1, successRate: 0 } });
});

test("adapters beyond the bound count as other", () => {
  const metrics = new RunMetrics({ maxAdapters: 2 });
  for (const adapter of ["a", "b", "c", "d"]) {
    const run = new ModelRun({ runId: adapter, adapter });
    for (const event of [run.start(), run.complete("1"), run.end()]) metrics.observe(event);
  }
  expect(Object.keys(metrics.snapshot().adapters)).toEqual(["a", "b", "other"]);
  expect(metrics.snapshot()).toMatchObject({ completed: 4, adapters: { other: { completed: 2 } } });
});

test("a stream joined in the middle is counted under its adapter from the next document on", () => {
  const run = new ModelRun();
  const metrics = observed(run.complete("1"), run.started("2"), run.complete("2"));
  expect(metrics.snapshot().adapters).toMatchObject({ unknown: { completed: 1 }, jsonl: { completed: 1 } });
});

test("runs whose end is never seen are let go, and their documents stay counted", () => {
  const metrics = new RunMetrics({ maxRuns: 3 });
  for (let n = 0; n < 50; n += 1) {
    const run = new ModelRun({ runId: `r${n}` });
    for (const event of [run.start(), run.complete("1")]) metrics.observe(event);
  }
  expect(metrics.snapshot()).toMatchObject({ completed: 50, runs: { active: 3 } });
});

test("events of unknown types and newer versions are passed over", () => {
  const run = new ModelRun();
  const metrics = observed(run.start());
  metrics.observe({ type: "SomethingNew", version: 1, runId: "r1", timestamp: EPOCH });
  metrics.observe({ ...run.complete("1"), version: 2 });
  metrics.observe({ type: "Other" });
  expect(metrics.snapshot()).toMatchObject({ processed: 0, runs: { active: 1 } });
});

test("outcomes() gives the figures that a terminal event carries", () => {
  const { metrics } = shortRun();
  expect(metrics.outcomes()).toEqual({ processed: 100, completed: 80, failed: 20, successRate: 0.8, retries: 0, averageDurationMs: 50, documentsPerSecond: 100 });
});

test("memory does not depend on the number of documents", () => {
  const run = new ModelRun();
  const metrics = observed(run.start());
  const feed = (documents: number): void => {
    for (let n = 0; n < documents; n += 1) metrics.observe(run.complete("d", n % 1_000));
  };
  feed(50_000);
  const before = heapAfterCollection();
  feed(500_000);
  expect(heapAfterCollection() - before).toBeLessThan(1_000_000);
});

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void; // what the flag has just put there

function heapAfterCollection(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

test.for([
  [{ maxAdapters: 0 }, "Cannot count by adapter: maxAdapters must be an integer >= 1, received 0"],
  [{ windowMs: 1 }, "Cannot measure throughput: windowMs must be >= 20, received 1"],
  [{ maxRuns: 0 }, "Cannot follow runs: maxRuns must be an integer >= 1, received 0"],
] as const)("an option out of range is refused: %o", ([options, message]) => {
  expect(() => new RunMetrics(options)).toThrow(new RangeError(message));
});
