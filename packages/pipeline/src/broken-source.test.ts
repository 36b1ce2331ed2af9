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
