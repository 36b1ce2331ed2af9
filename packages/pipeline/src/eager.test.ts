import { once } from "node:events";
import { expect, test } from "vitest";
import { IngestionPipeline } from "./ingestion-pipeline.js";
import { CountingSource, numberDocument } from "./testing/counting-source.js";
import { errorWithCode } from "./testing/error-with-code.js";
import { runFixture } from "./testing/run-fixture.js";
import { runLegacy } from "./testing/run-legacy.js";

const parse = (n: number) => {
  if (n % 4 === 3) throw new Error(`bad ${n}`);
  return numberDocument(n);
};

test("runAsync() gives documents, errors and figures", async () => {
  const pipeline = new IngestionPipeline({ adapters: [new CountingSource({ count: 8, parse }).adapter] });
  const { documents, errors, stats } = await pipeline.runAsync("numbers");
  expect(documents.map(({ docId }) => docId)).toEqual(["n0", "n1", "n2", "n4", "n5", "n6"]);
  expect(errors).toMatchObject([{ docId: "n3", error: "bad 3", errorType: "Error" }, { docId: "n7" }]);
  expect(stats).toMatchObject({ completed: 6, failed: 2, retried: 0 });
});

test("A14 beyond maxDocuments runAsync() rejects and closes the source", async () => {
  const source = new CountingSource();
  const pipeline = new IngestionPipeline({ adapters: [source.adapter] });
  const error = await errorWithCode(pipeline.runAsync("numbers", { maxDocuments: 50 }), "EAGER_LIMIT_EXCEEDED");
  expect(error.message).toBe("Cannot collect the run in memory: at most 50 documents are allowed, received more");
  expect([source.closed, source.fetched < 250]).toEqual([1, true]);
  await expect(new IngestionPipeline({ adapters: [new CountingSource({ count: 50 }).adapter] }).runAsync("numbers", { maxDocuments: 50 })).resolves.toBeDefined();
});

test("A14 above 100,000 documents runAsync() warns once per process", async () => {
  const pipeline = new IngestionPipeline({ adapters: [new CountingSource({ count: 100_001 }).adapter] });
  const codes: unknown[] = [];
  const listen = (warning: Error & { code?: string }) => void codes.push(warning.code);
  process.on("warning", listen);
  const warned = once(process, "warning");
  await pipeline.runAsync("numbers");
  await warned;
  await pipeline.runAsync("numbers");
  process.off("warning", listen);
  expect(codes).toEqual(["SLUICE_EAGER_MEMORY"]);
});

test("runAsyncLegacy() gives the list, or rejects with the first error, whatever it is", async () => {
  const good = new IngestionPipeline({ adapters: [new CountingSource({ count: 3 }).adapter] });
  const broken = Object.assign(new Error("bad"), { mine: true });
  const bad = new IngestionPipeline({ adapters: [new CountingSource({ parse: () => { throw broken; } }).adapter] });
  expect((await runLegacy(good)).map(({ docId }) => docId)).toEqual(["n0", "n1", "n2"]);
  await expect(runLegacy(bad)).rejects.toBe(broken);
});

test.each([
  [{}, 1],
  [{ SLUICE_SILENCE_DEPRECATIONS: "1" }, 0],
  [{ SLUICE_SILENCE_DEPRECATIONS: "0" }, 1],
])("runAsyncLegacy() called twice in a process with %j warns %i times, and each call is published", async (environment, warnings) => {
  const { stdout, stderr, status } = await runFixture("legacy-calls.mjs", { environment });
  expect(status, stderr).toBe(0);
  expect(stderr.match(/SLUICE_DEP001/g) ?? []).toHaveLength(warnings);
  expect(JSON.parse(stdout)).toEqual(["runAsyncLegacy", "runAsyncLegacy"]);
});
