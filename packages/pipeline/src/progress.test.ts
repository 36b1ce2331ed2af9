import { setTimeout as sleep } from "node:timers/promises";
import type { BatchProgress, FetchContext } from "@sluice/core-events";
import { afterEach, expect, test, vi } from "vitest";
import { IngestionPipeline } from "./ingestion-pipeline.js";
import type { StreamOptions } from "./stream-options.js";
import { CountingSource, type CountingSourceOptions, numberDocument } from "./testing/counting-source.js";

afterEach(() => void vi.restoreAllMocks());

async function progressOf(source: CountingSourceOptions, options: StreamOptions = {}): Promise<BatchProgress[]> {
  const pipeline = new IngestionPipeline({ adapters: [new CountingSource(source).adapter] });
  const found: BatchProgress[] = [];
  for await (const event of pipeline.streamEvents("numbers", options)) if (event.type === "BatchProgress") found.push(event);
  return found;
}

test("progress comes every progressInterval documents and at the end", async () => {
  const progress = await progressOf({ count: 35 }, { progressInterval: 10 });
  expect(progress.map(({ completed }) => completed)).toEqual([10, 20, 30, 35]);
  expect(progress.map(({ checkpoint }) => checkpoint !== undefined)).toEqual([false, false, false, true]);
});

test("a checkpoint comes every checkpointInterval documents and counts as progress", async () => {
  const progress = await progressOf({ count: 50 }, { checkpointInterval: 20, progressInterval: 15 });
  expect(progress.map(({ completed, checkpoint }) => [completed, checkpoint !== undefined])).toEqual([[15, false], [20, true], [35, false], [40, true], [50, true]]);
});

test("a checkpoint comes by time while documents finish, and not while none does", async () => {
  const completed: number[] = [];
  const parse = async (n: number) => {
    while (completed.length < n) await sleep(2); // for the checkpoint that covers the document before
    return await sleep(n === 3 ? 100 : 0, numberDocument(n));
  };
  const pipeline = new IngestionPipeline({ adapters: [new CountingSource({ count: 4, parse }).adapter] });
  for await (const event of pipeline.streamEvents("numbers", { checkpointEveryMs: 20 })) {
    if (event.type === "BatchProgress" && event.checkpoint !== undefined) completed.push(event.completed);
  }
  expect(completed).toEqual([1, 2, 3, 4]);
});

test("a checkpoint covers exactly the documents that ended before it in the stream", async () => {
  const parse = async (n: number) => await sleep(n % 5, numberDocument(n));
  const pipeline = new IngestionPipeline({ adapters: [new CountingSource({ count: 400, parse, markEvery: 20 }).adapter] });
  const done = new Set<string>();
  let checkpoints = 0;
  for await (const event of pipeline.streamEvents("numbers", { concurrency: 16, checkpointInterval: 7 })) {
    if (event.type === "DocumentCompleted") done.add(event.document.docId);
    if (event.type !== "BatchProgress" || event.checkpoint === undefined) continue;
    const { finished, cursor, lowWaterMark } = event.checkpoint;
    const before = Array.from({ length: Number(cursor) }, (_, n) => `n${n}`);
    expect(new Set([...before, ...("keys" in finished ? finished.keys : [])])).toEqual(done);
    expect(lowWaterMark).toBe(Number(cursor));
    checkpoints += 1;
  }
  expect(checkpoints).toBeGreaterThan(50);
});

test.each([
  ["unknown", undefined, null],
  ["right", 200, 200],
  ["too small", 3, 3],
  ["no count", NaN, null],
  ["infinite", Infinity, null],
  ["negative", -5, null],
])("A13 with a total that is %s, figures stay JSON and the ETA is null or >= 0", async (_, total, estimatedTotal) => {
  const before = (n: number, context: FetchContext) => {
    if (n === 0 && total !== undefined) context.expect(total);
  };
  const progress = await progressOf({ count: 200, before }, { progressInterval: 10 });
  for (const event of progress) {
    expect(JSON.parse(JSON.stringify(event))).toEqual(event);
    expect(event.etaSeconds === null || event.etaSeconds >= 0).toBe(true);
    expect(event.estimatedTotal).toBe(estimatedTotal);
  }
  expect(progress.some(({ etaSeconds }) => etaSeconds !== null)).toBe(total === 200);
});

test.each([[-3_600_000], [86_400_000]])("A13 B14 a clock set by %i ms shows in no duration, rate or order", async (shift) => {
  const real = Date.now;
  const before = (n: number) => {
    if (n === 50) vi.spyOn(Date, "now").mockImplementation(() => real() + shift);
  };
  const progress = await progressOf({ count: 200, before, estimateTotal: () => 200 }, { progressInterval: 10 });
  for (const { etaSeconds, documentsPerSecond, consumerWaitMs } of progress) {
    expect(etaSeconds === null || (etaSeconds >= 0 && etaSeconds < 60)).toBe(true);
    expect(documentsPerSecond).toBeGreaterThan(0);
    expect(consumerWaitMs).toBeLessThan(60_000);
  }
  expect(progress.map(({ sequence }) => sequence)).toEqual(progress.map(({ sequence }) => sequence).sort((a, b) => a - b));
});

test("an estimateTotal() that fails is an event and no more", async () => {
  const source = new CountingSource({ count: 3, asynchronous: true, before: () => sleep(2), estimateTotal: () => Promise.reject(new Error("HTTP 500")) });
  const names: string[] = [];
  for await (const event of new IngestionPipeline({ adapters: [source.adapter] }).streamEvents("numbers")) {
    if (event.type === "AdapterEvent") names.push(`${event.name} ${JSON.stringify(event.payload)}`);
    if (event.type === "BatchProgress") expect(event.estimatedTotal).toBeNull();
  }
  expect(names).toEqual(['estimate-failed {"error":"HTTP 500"}']);
});
