import { setTimeout as sleep } from "node:timers/promises";
import { isRunTerminal, SluiceError } from "@sluice/core-events";
import { expect, test } from "vitest";
import { IngestionPipeline } from "./ingestion-pipeline.js";
import { CountingSource, numberDocument } from "./testing/counting-source.js";
import { readUntilError } from "./testing/read-until-error.js";

const { adapter } = new CountingSource();
const broken = new Error("no network");
const fail = (): never => {
  throw broken;
};

test.each([
  ["at once", fail],
  ["at the first next()", () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(broken) }) })],
  ["at the first synchronous next()", () => ({ [Symbol.iterator]: () => ({ next: fail }) })],
  ["later", async function* () { yield* [1, 2]; fail(); }],
])("A4 a source that throws %s ends the stream with RunFailed and rejects", async (_, fetch) => {
  const pipeline = new IngestionPipeline({ adapters: [{ ...adapter, fetch: fetch as () => Iterable<number> }] });
  const { items, error } = await readUntilError(pipeline.streamEvents("numbers", { concurrency: 2 }));
  expect(error).toMatchObject({ code: "SOURCE_FAILED", message: "Cannot go on fetching from numbers: no network", cause: broken });
  expect(items.filter(isRunTerminal)).toEqual([items.at(-1)]);
  expect(items.at(-1)).toMatchObject({ type: "RunFailed", reason: "source_failed", errorType: "SOURCE_FAILED" });
});

const itemsOf = (...results: unknown[]) => ({ [Symbol.iterator]: () => ({ next: () => results.shift() }) });

test.each([
  ["a promise", Promise.resolve([1]), "fetch() must return an iterable or an async iterable, received a promise"],
  ["null", null, "fetch() must return an iterable or an async iterable, received null"],
  ["an object", {}, "fetch() must return an iterable or an async iterable, received an object"],
  ["a result that is a number", itemsOf(5), "next() must give an object with value and done, received 5"],
  ["a result that is null", itemsOf(null), "next() must give an object with value and done, received null"],
  ["a result that is undefined", itemsOf(), "next() must give an object with value and done, received undefined"],
])("A4 a source that gives %s is refused with what is expected", async (_, source, problem) => {
  const pipeline = new IngestionPipeline({ adapters: [{ ...adapter, fetch: () => source as Iterable<number> }] });
  await expect(pipeline.runAsync("numbers")).rejects.toMatchObject({ code: "SOURCE_FAILED", message: `Cannot go on fetching from numbers: ${problem}` });
});

test("a source ends with any truthy done, as in for await", async () => {
  const source = itemsOf({ value: 1 }, { done: 1 });
  const pipeline = new IngestionPipeline({ adapters: [{ ...adapter, fetch: () => source as Iterable<number> }] });
  expect((await pipeline.runAsync("numbers")).documents).toHaveLength(1);
});

test.each([[undefined], [NaN], [() => 1], [5n]])("a mark at %o breaks the source, because no run could go on there", async (cursor) => {
  const source = new CountingSource({ count: 5, before: (n, { mark }) => { if (n === 2) mark(cursor as never); } });
  const { items, error } = await readUntilError(new IngestionPipeline({ adapters: [source.adapter] }).streamEvents("numbers"));
  expect(error).toMatchObject({ code: "SOURCE_FAILED", message: expect.stringMatching(/Cannot set a mark: the cursor must be JSON, received /) as string });
  expect(items.at(-1)).toMatchObject({ type: "RunFailed", stats: { completed: 2 } });
});

test("documents in flight end before a broken source ends the run", async () => {
  const parse = async (n: number) => await sleep(20, numberDocument(n));
  const source = new CountingSource({ parse, asynchronous: true, before: (n) => (n === 3 ? fail() : null) });
  const { items } = await readUntilError(new IngestionPipeline({ adapters: [source.adapter] }).iterResults("numbers", { concurrency: 8 }));
  expect(items.map(({ docId }) => docId)).toEqual(["n0", "n1", "n2"]);
});

test("a source that says when to come back ends the run as try_again_later, with its own error", async () => {
  const later = new SluiceError("Cannot go on before noon", { code: "TRY_AGAIN_LATER" });
  const pipeline = new IngestionPipeline({ adapters: [{ ...adapter, fetch: () => { throw later; } }] });
  const { items, error } = await readUntilError(pipeline.streamEvents("numbers"));
  expect(error).toBe(later);
  expect(items.at(-1)).toMatchObject({ reason: "try_again_later", errorType: "TRY_AGAIN_LATER" });
});

test.each([[""], [7], [undefined], [null]])("an item with the id %j fails without one, and the run goes on", async (id) => {
  const source = new CountingSource({ count: 3, identify: (n) => (n === 1 ? (id as string) : `n${n}`) });
  const { documents, errors } = await new IngestionPipeline({ adapters: [source.adapter] }).runAsync("numbers", { order: "source" });
  expect(documents).toHaveLength(2);
  expect(errors).toMatchObject([{ docId: null, errorType: "RECORD_MALFORMED" }]);
});

test.each([[null], [undefined], [{ docId: "other" }]])("a parse() that gives %j fails its document, and the run goes on", async (parsed) => {
  const source = new CountingSource({ count: 3, parse: (n) => (n === 1 ? (parsed as never) : numberDocument(n)) });
  const { documents, errors } = await new IngestionPipeline({ adapters: [source.adapter] }).runAsync("numbers");
  expect(documents).toHaveLength(2);
  expect(errors).toMatchObject([{ docId: "n1", errorType: "RECORD_MALFORMED" }]);
});

test("the adapter's validate() and then the run's own decide, synchronous or not", async () => {
  const calls: string[] = [];
  const source = new CountingSource({ count: 4, validate: async ({ docId }) => void calls.push(`adapter ${docId}`) });
  const validate = ({ docId }: { docId: string }) => {
    calls.push(`run ${docId}`);
    if (docId === "n2") throw new SluiceError("Too short", { code: "VALIDATION_FAILED" });
  };
  const { errors } = await new IngestionPipeline({ adapters: [source.adapter] }).runAsync("numbers", { validate });
  expect(errors).toMatchObject([{ docId: "n2", errorType: "VALIDATION_FAILED", error: "Too short" }]);
  expect(calls.slice(0, 4)).toEqual(["adapter n0", "run n0", "adapter n1", "run n1"]);
});
