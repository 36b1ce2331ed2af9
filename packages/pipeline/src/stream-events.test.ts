import { once } from "node:events";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { type Checkpoint, type PipelineEvent, SluiceError } from "@sluice/core-events";
import { assertEventOrder, collect, documentOutcomes } from "@sluice/core-events/testing";
import { describe, expect, test } from "vitest";
import { IngestionPipeline } from "./ingestion-pipeline.js";
import type { StreamOptions } from "./stream-options.js";
import { CountingSource, numberDocument } from "./testing/counting-source.js";

const typesOf = (events: readonly PipelineEvent[]): string[] => events.map(({ type }) => type);
const pipelineOf = (source: CountingSource): IngestionPipeline => new IngestionPipeline({ adapters: [source.adapter] });

const parsers = {
  synchronous: numberDocument,
  asynchronous: async (n: number) => numberDocument(n),
  "slow for some": async (n: number) => {
    if (n % 7 === 0) await sleep(n % 5);
    return numberDocument(n);
  },
  mixed: (n: number) => (n % 2 === 0 ? numberDocument(n) : nextTurn(numberDocument(n))),
  failing: (n: number) => {
    if (n % 3 === 0) throw new Error(`bad ${n}`);
    return numberDocument(n);
  },
};

describe.each(Object.entries(parsers))("with %s documents", (_, parse) => {
  describe.each(["completion", "source"] as const)("in order of %s", (order) => {
    test.each([1, 16])("A12 P4 every document starts, then ends once, with concurrency %i", async (concurrency) => {
      const asynchronous = concurrency === 16;
      const source = new CountingSource({ count: 250, parse, asynchronous });
      const events = await collect(pipelineOf(source).streamEvents("numbers", { order, concurrency }));
      assertEventOrder(events);
      const { completed, failed } = documentOutcomes(events);
      expect(completed.size + failed.size).toBe(250);
      expect(events.at(-1)).toMatchObject({ type: "RunCompleted", stats: { completed: completed.size, failed: failed.size } });
      const ended = events.flatMap((event) => (event.type === "DocumentCompleted" ? event.document.docId : event.type === "DocumentFailed" ? (event.docId ?? "") : []));
      if (order === "source" || concurrency === 1) expect(ended).toEqual(Array.from({ length: 250 }, (_, n) => `n${n}`));
    });
  });
});

test("A12 a retried document starts, is retried before each wait, and completes", async () => {
  const attempts = new Map<number, number>();
  const parse = async (n: number) => {
    attempts.set(n, (attempts.get(n) ?? 0) + 1);
    if (n % 2 === 0 && attempts.get(n)! < 3) throw new SluiceError("Cannot reach it", { code: "HTTP_TRANSPORT" });
    return numberDocument(n);
  };
  const source = new CountingSource({ count: 20, parse });
  const events = await collect(pipelineOf(source).streamEvents("numbers", { concurrency: 8, retry: { initialDelayMs: 2 } }));
  assertEventOrder(events);
  expect(typesOf(events.filter((event) => "docId" in event && event.docId === "n2"))).toEqual(["DocumentStarted", "AdapterRetry", "AdapterRetry"]);
  expect(events.at(-1)).toMatchObject({ type: "RunCompleted", stats: { completed: 20, failed: 0, retried: 20 } });
});

test("nothing happens before the first next()", async () => {
  const source = new CountingSource({ count: 1 });
  const stream = pipelineOf(source).streamEvents("numbers");
  await sleep(5);
  expect([source.opened, source.fetched]).toEqual([0, 0]);
  await stream.next();
  expect(source.opened).toBe(1);
  await stream.return();
});

test("an empty source gives its lifecycle and nothing else", async () => {
  const events = await collect(pipelineOf(new CountingSource({ count: 0 })).streamEvents("numbers"));
  expect(typesOf(events)).toEqual(["RunStarted", "AdapterStateChange", "AdapterStateChange", "BatchProgress", "AdapterStateChange", "RunCompleted"]);
});

test("A5 the iteration ends at once when the source ends while the consumer waits", async () => {
  let shortest = Infinity;
  for (let attempt = 0; attempt < 5; attempt += 1) { // a machine may be busy, but not each time
    const source = new CountingSource({ count: 1, asynchronous: true, before: () => sleep(20) });
    let last = 0;
    for await (const event of pipelineOf(source).streamEvents("numbers")) if (event.type === "DocumentCompleted") last = performance.now();
    shortest = Math.min(shortest, performance.now() - last);
  }
  expect(shortest).toBeLessThan(50);
});

test("a source may be a plain array, and a source that is no iterable breaks the run", async () => {
  const { adapter } = new CountingSource();
  const array = new IngestionPipeline({ adapters: [{ ...adapter, fetch: () => [1, 2, 3] }] });
  expect((await array.runAsync("numbers")).documents.map(({ docId }) => docId)).toEqual(["n1", "n2", "n3"]);
  const nothing = new IngestionPipeline({ adapters: [{ ...adapter, fetch: () => undefined as never }] });
  await expect(nothing.runAsync("numbers")).rejects.toMatchObject({ code: "SOURCE_FAILED" });
});

test("limit ends the run as completed after so many documents, failed ones included, and closes the source", async () => {
  const source = new CountingSource({ parse: parsers.failing });
  const { documents, errors } = await pipelineOf(source).runAsync("numbers", { limit: 10, concurrency: 4 });
  expect([documents.length + errors.length, source.fetched, source.closed]).toEqual([10, 10, 1]);
  expect((await pipelineOf(source).runAsync("numbers", { limit: 0 })).stats.completed).toBe(0);
});

test("a source that fails to close at the limit is warned of, and the run completes", async () => {
  const warned = once(process, "warning") as Promise<[Error & { code?: string }]>;
  const items = { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: 1 }), return: () => { throw new Error("cannot close"); } }) };
  const pipeline = new IngestionPipeline({ adapters: [{ ...new CountingSource().adapter, fetch: () => items as Iterable<number> }] });
  expect((await pipeline.runAsync("numbers", { limit: 2 })).documents).toHaveLength(2);
  expect((await warned)[0]).toMatchObject({ code: "SLUICE_SOURCE_CLOSE_FAILED", message: "The source of numbers failed to close: cannot close" });
});

test("after the end stats are those of the last event, however long the consumer takes", async () => {
  const stream = pipelineOf(new CountingSource({ count: 40 })).streamEvents("numbers", { bufferSize: 1000 });
  const events: PipelineEvent[] = [];
  for await (const event of stream) {
    events.push(event);
    if (event.type === "DocumentCompleted") await sleep(1);
  }
  expect(events.at(-1)).toMatchObject({ type: "RunCompleted", stats: stream.stats });
});

test("stop() lets documents in flight finish, tells of a checkpoint, and ends without an error", async () => {
  const source = new CountingSource({ parse: async (n) => await sleep(5, numberDocument(n)) });
  const stream = pipelineOf(source).streamEvents("numbers", { concurrency: 4 });
  const events: PipelineEvent[] = [];
  for await (const event of stream) {
    events.push(event);
    if (event.type === "DocumentCompleted" && event.document.docId === "n9") stream.stop();
  }
  assertEventOrder(events);
  expect(events.at(-1)).toMatchObject({ type: "RunFailed", reason: "cancelled" });
  expect(events.findLast(({ type }) => type === "BatchProgress")).toMatchObject({ checkpoint: { finished: { count: source.fetched, ahead: [] } } });
  expect(source.closed).toBe(1);
});

test("stop() before the first event fetches nothing", async () => {
  const source = new CountingSource();
  const stream = pipelineOf(source).streamEvents("numbers");
  stream.stop();
  expect(source.opened).toBe(0);
  expect((await collect(stream)).at(-1)).toMatchObject({ type: "RunFailed", reason: "cancelled" });
  expect(source.opened).toBe(0);
});

test("stop() does not wait for a source that is waiting", async () => {
  const source = new CountingSource({ asynchronous: true, before: (n, { signal }) => (n < 2 ? null : sleep(60_000, null, { signal })) });
  const stream = pipelineOf(source).streamEvents("numbers");
  const events: PipelineEvent[] = [];
  for await (const event of stream) {
    events.push(event);
    if (event.type === "DocumentCompleted" && event.document.docId === "n1") setTimeout(() => stream.stop(), 5);
  }
  expect(events.at(-1)).toMatchObject({ type: "RunFailed", reason: "cancelled" });
  expect(source.closed).toBe(1);
});

test("A9 pipelines that run at the same time share no ids, counters or checkpoints", async () => {
  const pipeline = pipelineOf(new CountingSource({ count: 300, parse: parsers.mixed }));
  const runs = await Promise.all([1, 4, 16].map((concurrency) => collect(pipeline.streamEvents("numbers", { concurrency, limit: 100 * concurrency }))));
  for (const events of runs) {
    assertEventOrder(events);
    expect(new Set(events.map(({ runId }) => runId)).size).toBe(1);
  }
  expect(new Set(runs.map(([first]) => first?.runId)).size).toBe(3);
});

test("A11 timers stay alive during 100,000 synchronous documents", async () => {
  const source = new CountingSource({ count: 100_000 });
  let fired = 0;
  const interval = setInterval(() => (fired += 1), 1);
  const startedAt = performance.now();
  for await (const _ of pipelineOf(source).streamEvents("numbers"));
  clearInterval(interval);
  expect(fired).toBeGreaterThan(Math.max(5, (performance.now() - startedAt) / 100));
});

const skipped: Checkpoint = {
  version: 1, runId: "r0", adapter: "numbers", timestamp: 0, cursor: null, lowWaterMark: 0, finished: { count: 200_000, ahead: [] }, completed: 200_000, failed: 0,
};

test.each<[string, StreamOptions]>([
  ["every event is filtered out", { filter: () => false }],
  ["a resumed run passes over finished items", { resumeFrom: skipped }],
])("A11 timers stay alive while nothing reaches the consumer because %s", async (_, options) => {
  let fired = 0;
  const interval = setInterval(() => (fired += 1), 1);
  await collect(pipelineOf(new CountingSource({ count: 200_000 })).streamEvents("numbers", options));
  clearInterval(interval);
  expect(fired).toBeGreaterThan(3);
});

test("A11 timers stay alive while a long queue is taken after its source has ended", async () => {
  const stream = pipelineOf(new CountingSource({ count: 50_000 })).streamEvents("numbers", { bufferSize: 1_000_000 });
  await stream.next();
  while (stream.stats.completed < 50_000) await nextTurn();
  let fired = 0;
  setImmediate(() => (fired += 1));
  for await (const _ of stream) if (fired === 1) break;
  expect(fired).toBe(1);
});

test.each([
  [{ adapters: [] }, /at least one adapter/],
  [{ adapters: [new CountingSource().adapter, new CountingSource().adapter] }, /names must be unique, received numbers, numbers/],
])("a pipeline without or with ambiguous adapters is refused", (options, message) => {
  expect(() => new IngestionPipeline(options)).toThrow(message);
});

test("an unknown adapter is refused at once", () => {
  expect(() => pipelineOf(new CountingSource()).streamEvents("letters")).toThrow('Cannot run adapter "letters": expected one of numbers');
});

test("a second next() before the first has settled is refused, and the first is served", async () => {
  const stream = pipelineOf(new CountingSource({ count: 1, asynchronous: true, before: () => sleep(5) })).streamEvents("numbers");
  await stream.next();
  await stream.next();
  const first = stream.next();
  await expect(stream.next()).rejects.toThrow(TypeError);
  expect((await first).value).toMatchObject({ type: "AdapterStateChange" });
  await stream.return();
});
