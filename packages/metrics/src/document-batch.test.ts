import { expect, test } from "vitest";
import { RunMetrics } from "./aggregate/run-metrics.js";
import { observeAll } from "./event-observer.js";
import { ModelRun } from "./testing/model-run.js";

test("figures that are read in the middle of a run hold every document so far", () => {
  const [run, left, right] = [new ModelRun(), new RunMetrics(), new RunMetrics()];
  const observe = observeAll(left, right);
  observe(run.start());
  for (let n = 1; n <= 300; n += 1) {
    observe(run.started(`${n}`));
    observe(run.complete(`${n}`));
    if (n % 7 === 0) expect(left.snapshot().completed).toBe(n);
  }
  expect([left.outcomes().completed, right.outcomes().completed, right.snapshot().durationMs.count]).toEqual([300, 300, 300]);
});

test("documents of two runs that take turns count for the adapter of each", () => {
  const metrics = new RunMetrics();
  const runs = [new ModelRun({ runId: "r1", adapter: "a" }), new ModelRun({ runId: "r2", adapter: "b" })];
  for (const run of runs) metrics.observe(run.start());
  for (let n = 0; n < 400; n += 1) metrics.observe((runs[n % 4 === 0 ? 0 : 1] as ModelRun).complete(`${n}`));
  const { adapters } = metrics.snapshot();
  expect([adapters["a"]?.completed, adapters["b"]?.completed]).toEqual([100, 300]);
});

test("a run that is first seen in its middle counts under the adapter that its next document names", () => {
  const [run, metrics] = [new ModelRun({ adapter: "a" }), new RunMetrics()];
  metrics.observe(run.complete("1"));
  metrics.observe(run.started("2"));
  metrics.observe(run.complete("2"));
  const { adapters } = metrics.snapshot();
  expect([adapters["unknown"]?.completed, adapters["a"]?.completed]).toEqual([1, 1]);
});

test("a document of a newer version breaks no batch, and is not counted as one of ours", () => {
  const [run, metrics] = [new ModelRun(), new RunMetrics()];
  metrics.observe(run.start());
  metrics.observe(run.complete("1"));
  metrics.observe({ ...run.complete("2"), version: 2 });
  metrics.observe(run.complete("3"));
  expect(metrics.snapshot().completed).toBe(2);
});

test("what was read is held no longer, however many have observed", () => {
  const [run, metrics] = [new ModelRun(), new RunMetrics()];
  for (let n = 0; n < 50; n += 1) observeAll(metrics)(run.complete(`${n}`));
  expect(metrics.taker.filling.size).toBe(50);
  expect(metrics.snapshot().completed).toBe(50);
  expect(metrics.taker.filling.size).toBe(0);
});

test("progress between documents is counted and the last of it shown, whenever figures are read", () => {
  const [run, metrics, single] = [new ModelRun(), new RunMetrics(), new RunMetrics()];
  const seen = [run.start(), run.complete("1"), run.progress({ estimatedTotal: 10, queueDepth: 3 }), run.complete("2"), run.progress({ estimatedTotal: 10, queueDepth: 5 }), run.complete("3")];
  for (const event of seen) {
    metrics.observe(event);
    single.observe(event);
    single.snapshot(); // counts what is held
  }
  expect(metrics.snapshot()).toMatchObject({ completed: 3, remaining: 7, queue: { queueDepth: 5 } });
  expect(metrics.snapshot()).toEqual(single.snapshot());
});
