import { setTimeout as sleep } from "node:timers/promises";
import { collect } from "@sluice/core-events/testing";
import { expect, test } from "vitest";
import { IngestionPipeline } from "./ingestion-pipeline.js";
import { CountingSource, numberDocument } from "./testing/counting-source.js";
import { readUntilError } from "./testing/read-until-error.js";

const broken = new Error("bad 5");
const parse = (n: number) => {
  if (n % 10 === 5) throw n === 5 ? broken : new Error(`bad ${n}`);
  return numberDocument(n);
};

test("iterResults() yields documents alone and counts those it leaves out", async () => {
  const stream = new IngestionPipeline({ adapters: [new CountingSource({ count: 30, parse }).adapter] }).iterResults("numbers");
  const documents = await collect(stream);
  expect(documents.map(({ metadata }) => metadata["n"])).toEqual(Array.from({ length: 30 }, (_, n) => n).filter((n) => n % 10 !== 5));
  expect(stream.stats).toMatchObject({ completed: 27, failed: 3 });
});

test('onFailure "throw" rejects with the very error of the first failure, behind the documents before it', async () => {
  const source = new CountingSource({ parse });
  const pipeline = new IngestionPipeline({ adapters: [source.adapter] });
  const { items, error } = await readUntilError(pipeline.iterResults("numbers", { onFailure: "throw" }));
  expect(items.map(({ docId }) => docId)).toEqual(["n0", "n1", "n2", "n3", "n4"]);
  expect(error).toBe(broken);
  expect([source.fetched, source.closed]).toEqual([6, 1]);
});

test('onFailure "throw" with source order delivers every earlier document, however slow', async () => {
  const slow = async (n: number) => parse(await sleep(n === 0 ? 20 : 1, n));
  const pipeline = new IngestionPipeline({ adapters: [new CountingSource({ parse: slow }).adapter] });
  const { items, error } = await readUntilError(pipeline.iterResults("numbers", { onFailure: "throw", order: "source", concurrency: 8 }));
  expect(items.map(({ docId }) => docId)).toEqual(["n0", "n1", "n2", "n3", "n4"]);
  expect(error).toBe(broken);
});

test('onFailure "throw" rejects only after the retries of the failing document', async () => {
  let attempts = 0;
  const failing = () => {
    attempts += 1;
    throw Object.assign(new Error("busy"), { retryable: true });
  };
  const pipeline = new IngestionPipeline({ adapters: [new CountingSource({ parse: failing }).adapter] });
  const { error } = await readUntilError(pipeline.iterResults("numbers", { onFailure: "throw", retry: { initialDelayMs: 1 } }));
  expect([(error as Error).message, attempts]).toEqual(["busy", 3]);
});
