import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { IngestionPipeline } from "./ingestion-pipeline.js";
import { CountingSource, numberDocument } from "./testing/counting-source.js";

const pipelineOf = (source: CountingSource): IngestionPipeline => new IngestionPipeline({ adapters: [source.adapter] });

describe.each(["completion", "source"] as const)("in order of %s", (order) => {
  test.each([[1, 1], [10, 1], [10, 8], [100, 16]])("A1 with a buffer of %i and concurrency %i, fetching never runs further ahead", async (bufferSize, concurrency) => {
    const parse = (n: number) => (n % 3 === 0 ? numberDocument(n) : Promise.resolve(numberDocument(n)));
    const source = new CountingSource({ parse });
    const events = pipelineOf(source).streamEvents("numbers", { bufferSize, concurrency, order });
    let seen = 0;
    for await (const event of events) {
      if (event.type === "DocumentCompleted") seen += 1;
      if (seen % 5 === 0) await sleep(1);
      expect(source.fetched - seen).toBeLessThanOrEqual(bufferSize + concurrency + 1);
      if (seen === 60) break;
    }
    source.fetched = seen = 0;
    for await (const _ of pipelineOf(source).iterResults("numbers", { bufferSize, concurrency, order })) {
      seen += 1;
      if (seen % 5 === 0) await sleep(1);
      expect(source.fetched - seen).toBeLessThanOrEqual(bufferSize + concurrency + 1);
      if (seen === 60) break;
    }
  });
});

test("A1 one stuck document lets the others by, as far as the window, and holds them back in source order", async () => {
  const parse = (n: number) => (n === 0 ? new Promise<never>(() => undefined) : numberDocument(n));
  for (const [order, most, least] of [["completion", 256, 250], ["source", 10 + 4 + 1, 10]] as const) {
    const source = new CountingSource({ parse });
    const stream = pipelineOf(source).iterResults("numbers", { concurrency: 4, bufferSize: 10, order });
    void (async () => {
      for await (const _ of stream);
    })();
    await sleep(30);
    expect(source.fetched).toBeLessThanOrEqual(most);
    expect(source.fetched).toBeGreaterThanOrEqual(least);
    await stream.return?.();
  }
});

test("the byte budget bounds what waits and what is under way, and one document larger than it still passes", async () => {
  const source = new CountingSource({ count: 50, sizeOf: () => 1000, parse: async (n) => await sleep(1, numberDocument(n)) });
  const stream = pipelineOf(source).iterResults("numbers", { bufferBytes: 3000, concurrency: 16 });
  let seen = 0;
  for await (const _ of stream) {
    seen += 1;
    if (seen === 5) await sleep(20);
    expect(source.fetched - seen).toBeLessThanOrEqual(3);
  }
  expect(seen).toBe(50);
  const tiny = pipelineOf(new CountingSource({ count: 20, sizeOf: () => 1000 }));
  expect((await tiny.runAsync("numbers", { bufferBytes: 1, concurrency: 4 })).documents).toHaveLength(20);
});

test("a sizeOf() that throws fails its document, and one that gives no size counts as nothing", async () => {
  const sizeOf = (n: number) => {
    if (n === 3) throw new Error("no size");
    return noSizes[n % noSizes.length] as number;
  };
  const noSizes: readonly unknown[] = [NaN, -5, Infinity, "5", 5n, [5], null, undefined, true, Symbol("5")];
  const source = new CountingSource({ count: 40, sizeOf, parse: async (n) => numberDocument(n) });
  const { documents, errors } = await pipelineOf(source).runAsync("numbers", { bufferBytes: 10, concurrency: 4 });
  expect([documents.length, errors.map(({ docId, error }) => [docId, error])]).toEqual([39, [["n3", "no size"]]]);
});

test("waiting times tell which side waits for the other", async () => {
  const fast = pipelineOf(new CountingSource({ count: 40 })).streamEvents("numbers", { bufferSize: 2 });
  for await (const event of fast) if (event.type === "DocumentCompleted") await sleep(2);
  expect(fast.stats.producerWaitMs).toBeGreaterThan(40);
  const slow = pipelineOf(new CountingSource({ count: 20, asynchronous: true, before: () => sleep(3) })).streamEvents("numbers");
  for await (const _ of slow);
  expect(slow.stats.consumerWaitMs).toBeGreaterThan(30);
  expect(slow.stats.producerWaitMs).toBe(0);
});

test("a resumed run in source order goes on behind finished items that had to wait for an unfinished one", async () => {
  const source = new CountingSource({ count: 60, markEvery: 100, parse: async (n) => await sleep(n === 0 ? 20 : 0, numberDocument(n)) });
  const resumeFrom = {
    version: 1, runId: "r0", adapter: "numbers", timestamp: 0, cursor: 0, lowWaterMark: 0,
    finished: { keys: Array.from({ length: 20 }, (_, n) => `n${n + 1}`) }, completed: 20, failed: 0,
  } as const;
  const options = { resumeFrom, order: "source", concurrency: 4, bufferSize: 2 } as const;
  const { documents } = await pipelineOf(source).runAsync("numbers", options);
  expect(documents.map(({ docId }) => docId)).toEqual(["n0", ...Array.from({ length: 39 }, (_, n) => `n${n + 21}`)]);
});
