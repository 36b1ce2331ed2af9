import { setTimeout as sleep } from "node:timers/promises";
import { byType, type OutcomeCounts, type RunControl, type RunMonitor, SluiceError } from "@sluice/core-events";
import { collect } from "@sluice/core-events/testing";
import { expect, test } from "vitest";
import { IngestionPipeline } from "./ingestion-pipeline.js";
import { CountingSource, numberDocument } from "./testing/counting-source.js";
import { readUntilError } from "./testing/read-until-error.js";

/** Notes each multiple of 5 outcomes, as early validation does. */
class Boundaries implements RunMonitor {
  readonly name = "boundaries";
  readonly seen: number[] = [];
  readonly calls: string[] = [];
  start(): void {
    this.calls.push("start");
  }
  observe({ completed, failed }: OutcomeCounts, control: RunControl): void {
    const outcomes = completed + failed;
    if (outcomes % 5 !== 0) return;
    this.seen.push(outcomes);
    control.emit("ValidationCheckpoint", { checkpoint: outcomes, successRate: completed / outcomes, status: "passed" });
  }
  finish(): void {
    this.calls.push("finish");
  }
}

test("F2 each boundary is evaluated once, with outcomes out of order, concurrency 20 and a filter", async () => {
  const parse = async (n: number) => {
    await sleep(n % 4);
    if (n % 3 === 0) throw new Error("bad");
    return numberDocument(n);
  };
  const monitor = new Boundaries();
  const pipeline = new IngestionPipeline({ adapters: [new CountingSource({ count: 203, parse }).adapter] });
  const filter = byType("DocumentFailed", "ValidationCheckpoint");
  const events = await collect(pipeline.streamEvents("numbers", { concurrency: 20, filter, monitors: [monitor] }));
  const boundaries = Array.from({ length: 40 }, (_, n) => (n + 1) * 5);
  expect(monitor.seen).toEqual(boundaries);
  expect(events.flatMap((event) => (event.type === "ValidationCheckpoint" ? [event.checkpoint] : []))).toEqual(boundaries);
  expect(monitor.calls).toEqual(["start", "finish"]);
});

test("F1 F4 a monitor that stops the run ends it with its reason, its error and nothing behind it", async () => {
  const error = new SluiceError("Only 0 % succeeded", { code: "EARLY_VALIDATION_FAILED" });
  const source = new CountingSource({ parse: () => { throw new Error("bad"); } });
  const monitor: RunMonitor = {
    name: "early",
    observe({ failed }, control) {
      if (failed < 5) return;
      control.stop("early_validation_failed", error);
      control.emit("ValidationWarning", { outcomes: 5, successRate: 0, threshold: 0.5 });
    },
  };
  const pipeline = new IngestionPipeline({ adapters: [source.adapter] });
  const { items, error: thrown } = await readUntilError(pipeline.streamEvents("numbers", { monitors: [monitor], bufferSize: 10 }));
  expect(thrown).toBe(error);
  expect(items.at(-1)).toMatchObject({ type: "RunFailed", reason: "early_validation_failed", stats: { failed: 5 } });
  expect(source.fetched).toBe(5);
});

test.each(["start", "observe", "finish"] as const)("F4 a monitor that throws in %s() stops the run", async (moment) => {
  const monitor: RunMonitor = { name: "broken", observe: () => undefined, [moment]: () => { throw new Error("oops"); } };
  const source = new CountingSource({ count: 3 });
  const pipeline = new IngestionPipeline({ adapters: [source.adapter] });
  const { items, error } = await readUntilError(pipeline.streamEvents("numbers", { monitors: [monitor] }));
  expect(error).toMatchObject({ code: "EARLY_VALIDATION_FAILED", message: "Cannot go on: monitor broken threw: oops" });
  expect(items.at(-1)).toMatchObject({ type: "RunFailed", reason: "early_validation_failed" });
  expect(source.opened).toBe(moment === "start" ? 0 : 1);
});

test("F3 a resumed run starts its monitors with the counts it goes on from", async () => {
  const counts: OutcomeCounts[] = [];
  const monitor: RunMonitor = { name: "counts", start: ({ completed, failed }) => void counts.push({ completed, failed }), observe: () => undefined };
  const pipeline = new IngestionPipeline({ adapters: [new CountingSource({ count: 9 }).adapter] });
  const finished = { count: 5, ahead: [] };
  const resumeFrom = { version: 1, runId: "r", adapter: "numbers", timestamp: 0, cursor: null, lowWaterMark: 0, finished, completed: 4, failed: 1 } as const;
  const { stats } = await pipeline.runAsync("numbers", { monitors: [monitor], resumeFrom });
  expect(counts).toEqual([{ completed: 4, failed: 1 }]);
  expect(stats).toMatchObject({ completed: 8, failed: 1 });
});

test("F6 retries do not count before they are final", async () => {
  let failing = true;
  setTimeout(() => (failing = false), 15);
  const parse = (n: number) => {
    if (failing) throw Object.assign(new Error("outage"), { retryable: true });
    return numberDocument(n);
  };
  const observed: number[] = [];
  const monitor: RunMonitor = { name: "failures", observe: ({ failed }) => void observed.push(failed) };
  const pipeline = new IngestionPipeline({ adapters: [new CountingSource({ count: 10, parse }).adapter] });
  await pipeline.runAsync("numbers", { monitors: [monitor], concurrency: 5, retry: { maxAttempts: 20, initialDelayMs: 2, factor: 1.5 } });
  expect(observed).toEqual(Array.from({ length: 10 }, () => 0));
});
