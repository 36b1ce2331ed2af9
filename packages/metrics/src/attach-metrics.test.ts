import { collect } from "@sluice/core-events/testing";
import type { Adapter } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import { expect, test } from "vitest";
import { RunMetrics } from "./aggregate/run-metrics.js";
import { attachMetrics } from "./attach-metrics.js";
import { ModelRun } from "./testing/model-run.js";

test("every terminal event carries the figures up to it, itself included", () => {
  const run = new ModelRun();
  const attach = attachMetrics(new RunMetrics());
  attach(run.start());
  run.now += 1_000;
  expect(attach(run.complete("1", 30))).toMatchObject({ type: "DocumentCompleted", metrics: { processed: 1, successRate: 1, averageDurationMs: 30, documentsPerSecond: 1 } });
  expect(attach(run.fail("2"))).toMatchObject({ metrics: { processed: 2, successRate: 0.5 } });
  expect(attach(run.end())).toMatchObject({ metrics: { version: 1, processed: 2, runs: { active: 0, completed: 1 } } });
});

test("other events come back as they are", () => {
  const run = new ModelRun();
  const event = run.start();
  expect(attachMetrics(new RunMetrics())(event)).toBe(event);
});

const numbers: Adapter<number> = {
  name: "numbers",
  fetch: () => [1, 2, 3, 4, 5],
  identify: String,
  parse(n) {
    if (n === 4) throw new Error("four");
    return { docId: String(n), title: null, text: null, metadata: {}, provenance: { source: "numbers" } };
  },
};

test("a pipeline takes it as its transform", async () => {
  const events = await collect(new IngestionPipeline({ adapters: [numbers] }).streamEvents("numbers", { transform: attachMetrics(new RunMetrics()) }));
  expect(events.at(-1)).toMatchObject({ type: "RunCompleted", metrics: { processed: 5, completed: 4, failed: 1, successRate: 0.8 } });
});
