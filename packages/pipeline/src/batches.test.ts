import type { PipelineEvent } from "@sluice/core-events";
import { assertEventOrder, collect } from "@sluice/core-events/testing";
import { expect, test } from "vitest";
import { BatchIterator } from "./batch-iterator.js";
import { IngestionPipeline } from "./ingestion-pipeline.js";
import { CountingSource, numberDocument } from "./testing/counting-source.js";

const pipelineOf = (source: CountingSource): IngestionPipeline => new IngestionPipeline({ adapters: [source.adapter] });

test.each([1, 3, 64, 1000])("batches of at most %i hold the same events in order, and none is empty", async (maxSize) => {
  const batches = await collect(pipelineOf(new CountingSource({ count: 200, asynchronous: true })).streamEvents("numbers", { concurrency: 4 }).batches({ maxSize }));
  expect(batches.every(({ length }) => length >= 1 && length <= maxSize)).toBe(true);
  assertEventOrder(batches.flat());
});

test("batches do not wait for events that are long in coming", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const parse = async (n: number) => {
    if (n === 3) await promise; // comes when the events before it have been seen
    return numberDocument(n);
  };
  const events: PipelineEvent[] = [];
  for await (const batch of pipelineOf(new CountingSource({ count: 4, parse })).streamEvents("numbers").batches()) {
    events.push(...batch);
    if (events.filter(({ type }) => type === "DocumentCompleted").length === 3) resolve();
  }
  expect(events.at(-1)).toMatchObject({ type: "RunCompleted", stats: { completed: 4 } });
});

test.each([0, -1, NaN, 1.5, "64"])("A7 maxSize %s is refused", (maxSize) => {
  const stream = pipelineOf(new CountingSource({ count: 1 })).streamEvents("numbers");
  expect(() => stream.batches({ maxSize: maxSize as number })).toThrow(RangeError);
});

test("leaving a loop over batches closes the source, and a run that breaks rejects behind the last batch", async () => {
  const source = new CountingSource();
  for await (const _ of pipelineOf(source).streamEvents("numbers").batches()) break;
  expect(source.closed).toBe(1);
  const events: PipelineEvent[] = [];
  const aborted = pipelineOf(source).streamEvents("numbers", { signal: AbortSignal.abort("stop") });
  await expect((async () => { for await (const batch of aborted.batches()) events.push(...batch); })()).rejects.toBe("stop");
  expect(events.at(-1)).toMatchObject({ type: "RunFailed" });
});

test("A2 await using closes the source behind batches", async () => {
  const source = new CountingSource();
  const stream = pipelineOf(source).streamEvents("numbers");
  await stream.next();
  {
    await using batches = new BatchIterator({ take: () => Promise.resolve([]), leave: () => stream.return() }, 1);
    await batches.next();
    expect(source.closed).toBe(0);
  }
  expect([source.closed, source.context?.signal.aborted]).toEqual([1, true]);
});

test("a second next() before the first has settled is refused, and the first is served", async () => {
  const batches = pipelineOf(new CountingSource({ count: 9 })).streamEvents("numbers").batches();
  const first = batches.next();
  await expect(batches.next()).rejects.toThrow(TypeError);
  expect((await first).done).toBe(false);
  await batches.return?.();
});
