import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { getEventListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { isRunTerminal, type PipelineEvent } from "@sluice/core-events";
import { assertEventOrder, collect } from "@sluice/core-events/testing";
import { expect, onTestFinished, test } from "vitest";
import type { EventStream } from "./event-stream.js";
import { IngestionPipeline } from "./ingestion-pipeline.js";
import type { StreamOptions } from "./stream-options.js";
import { CountingSource, numberDocument } from "./testing/counting-source.js";
import { readUntilError } from "./testing/read-until-error.js";
import { runLegacy } from "./testing/run-legacy.js";

const pipelineOf = (source: CountingSource): IngestionPipeline => new IngestionPipeline({ adapters: [source.adapter] });
const isN5 = (event: PipelineEvent): boolean => event.type === "DocumentCompleted" && event.document.docId === "n5";
const waits = async (n: number) => await sleep(2, numberDocument(n));

const cases: readonly (readonly [string, () => { source: CountingSource; abortAfterMs: number; consumerWaitMs: number }])[] = [
  ["before the start", () => ({ source: new CountingSource(), abortAfterMs: -1, consumerWaitMs: 0 })],
  ["in the middle of synchronous documents", () => ({ source: new CountingSource(), abortAfterMs: 5, consumerWaitMs: 0 })],
  ["while documents are in flight", () => ({ source: new CountingSource({ parse: waits }), abortAfterMs: 11, consumerWaitMs: 0 })],
  ["while the source waits for room", () => ({ source: new CountingSource(), abortAfterMs: 11, consumerWaitMs: 5 })],
  ["while the source is slow", () => ({ source: new CountingSource({ asynchronous: true, before: (n, { signal }) => n < 3 || sleep(60_000, null, { signal }) }), abortAfterMs: 10, consumerWaitMs: 0 })],
];

test.each(cases)("A6 abort %s gives one RunFailed, a valid checkpoint and the signal's very reason", async (_, prepare) => {
  const { source, abortAfterMs, consumerWaitMs } = prepare();
  const controller = new AbortController();
  const reason = { any: "value" };
  if (abortAfterMs < 0) controller.abort(reason);
  else setTimeout(() => controller.abort(reason), abortAfterMs);
  const stream = pipelineOf(source).streamEvents("numbers", { signal: controller.signal, concurrency: 4, bufferSize: 10 });
  const slowed = consumerWaitMs === 0 ? stream : delayed(stream, consumerWaitMs);
  const { items, error } = await readUntilError(slowed);
  expect(error).toBe(reason);
  expect(items.filter(isRunTerminal)).toEqual([items.at(-1)]);
  expect(items.at(-1)).toMatchObject({ type: "RunFailed", reason: "cancelled" });
  expect(source.closed).toBe(source.opened);
  const progress = items.findLast((event) => event.type === "BatchProgress");
  const done = items.flatMap((event) => (event.type === "DocumentCompleted" ? Number(event.document.metadata["n"]) : []));
  const resumed = pipelineOf(new CountingSource({ count: done.length + 200 })).iterResults("numbers", { resumeFrom: progress!.checkpoint! });
  const rest = (await readUntilError(resumed)).items.map(({ metadata }) => Number(metadata["n"]));
  expect([...done, ...rest].sort((a, b) => a - b)).toEqual(Array.from({ length: done.length + 200 }, (_, n) => n));
});

test("A6 iterResults, runAsync and runAsyncLegacy reject with the signal's reason, too", async () => {
  const reason = new Error("stop");
  const signal = AbortSignal.abort(reason);
  const pipeline = pipelineOf(new CountingSource());
  expect((await readUntilError(pipeline.iterResults("numbers", { signal }))).error).toBe(reason);
  await expect(pipeline.runAsync("numbers", { signal })).rejects.toBe(reason);
  await expect(runLegacy(pipeline, { signal })).rejects.toBe(reason);
});

test("A6 a stop, an abort and a failing document at the same moment give one RunFailed", async () => {
  const controller = new AbortController();
  const fail = () => { throw new Error("bad"); };
  const stream = pipelineOf(new CountingSource({ asynchronous: true, parse: fail })).streamEvents("numbers", { signal: controller.signal, concurrency: 2 });
  const items: PipelineEvent[] = [];
  const reading = (async () => {
    for await (const event of stream) {
      items.push(event);
      if (event.type !== "DocumentFailed" || event.docId !== "n3") continue;
      stream.stop();
      controller.abort("stop");
      stream.stop();
    }
  })();
  await reading.catch(() => undefined);
  expect(items.filter(isRunTerminal)).toEqual([items.at(-1)]);
});

test("the reason is reported once: the iterator is done after it", async () => {
  const stream = pipelineOf(new CountingSource()).iterResults("numbers", { signal: AbortSignal.abort("over") });
  await expect(stream.next()).rejects.toBe("over");
  expect(await stream.next()).toEqual({ done: true, value: undefined });
});

const reentrant: readonly (readonly [string, (abort: () => void) => StreamOptions])[] = [
  ["a filter that lets the event pass", (abort) => ({ filter: (event) => { if (isN5(event)) abort(); return true; } })],
  ["a filter that drops the event", (abort) => ({ filter: (event) => { if (!isN5(event)) return true; abort(); return false; } })],
  ["a transformer", (abort) => ({ transform: (event) => { if (isN5(event)) abort(); return event; } })],
  ["a rule", (abort) => ({ validate: ({ docId }) => { if (docId === "n5") abort(); } })],
];

test.each(reentrant)("A6 A12 an abort from inside %s leaves events in order, counts right and the checkpoint valid", async (_, optionsFor) => {
  const controller = new AbortController();
  const source = new CountingSource({ count: 100 });
  const stream = pipelineOf(source).streamEvents("numbers", { signal: controller.signal, ...optionsFor(() => controller.abort("stop")) });
  const { items, error } = await readUntilError(stream);
  expect(error).toBe("stop");
  expect(items.map(({ sequence }) => sequence)).toEqual(items.map((_, n) => n + 1));
  expect(items.at(-1)).toMatchObject({ type: "RunFailed", stats: { completed: 6, failed: 0 } });
  expect(items.findLast((event) => event.type === "BatchProgress")?.checkpoint).toMatchObject({ completed: 6, finished: { count: 6, ahead: [] } });
  expect(source.fetched).toBe(6);
});

test.each(["document-failed", "backpressure"])("A6 an abort by a subscriber of the channel sluice:pipeline:%s leaves events in order", async (name) => {
  const controller = new AbortController();
  const listener = () => controller.abort("stop");
  subscribe(`sluice:pipeline:${name}`, listener);
  onTestFinished(() => void unsubscribe(`sluice:pipeline:${name}`, listener));
  const source = new CountingSource({ parse: () => { throw new Error("bad"); } });
  const { items } = await readUntilError(pipelineOf(source).streamEvents("numbers", { signal: controller.signal, progressInterval: 5 }));
  assertEventOrder(items);
  expect(items.at(-1)).toMatchObject({ type: "RunFailed", stats: { failed: name === "backpressure" ? 5 : 1 } });
});

test("stop() and return() from inside a filter leave events in order, and none behind the end", async () => {
  for (const leave of ["stop", "return"] as const) {
    const source = new CountingSource();
    const holder: { stream?: EventStream } = {};
    const filter = (event: PipelineEvent) => { if (isN5(event)) void holder.stream?.[leave](); return true; };
    holder.stream = pipelineOf(source).streamEvents("numbers", { filter });
    const events = await collect(holder.stream);
    if (leave === "stop") assertEventOrder(events);
    else expect(events.filter(isN5)).toEqual([]);
    expect(await holder.stream.next()).toEqual({ done: true, value: undefined });
    expect([source.closed, source.fetched]).toEqual([1, 6]);
  }
});

test("A9 1,000 runs on one signal, one after the other and at once, leave no listener on it", async () => {
  const { signal } = new AbortController();
  const pipeline = pipelineOf(new CountingSource({ count: 3, parse: async (n) => numberDocument(n) }));
  for (let run = 0; run < 498; run += 1) await pipeline.runAsync("numbers", { signal, concurrency: 2 });
  for await (const _ of pipeline.streamEvents("numbers", { signal })) break;
  await readUntilError(pipeline.iterResults("numbers", { signal, parameters: {}, validate: () => { throw new Error("bad"); }, onFailure: "throw" }));
  expect(getEventListeners(signal, "abort")).toEqual([]);
  await Promise.all(Array.from({ length: 500 }, () => pipeline.runAsync("numbers", { signal })));
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

async function* delayed<T>(source: AsyncIterable<T>, ms: number): AsyncGenerator<T> {
  for await (const item of source) {
    await sleep(ms);
    yield item;
  }
}
