import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { IngestionPipeline } from "./ingestion-pipeline.js";
import { resolveLimits } from "./stream-options.js";
import { CountingSource } from "./testing/counting-source.js";

/** Options and the values among the probes that they accept. */
const accepted: Readonly<Record<string, readonly unknown[]>> = {
  bufferSize: [],
  bufferBytes: [1e9],
  concurrency: [],
  progressInterval: [1e9],
  checkpointInterval: [1e9],
  checkpointEveryMs: [],
  limit: [0, 1e9],
};
const probes = [0, -1, NaN, 1e9, "100", 1.5, null, -Infinity, 10n];
const refused = Object.keys(accepted).flatMap((name) => probes.filter((probe) => !accepted[name]?.includes(probe)).map((probe) => [name, probe] as const));

test.each(refused)("A7 %s %s is refused before the source is opened", (name, value) => {
  const source = new CountingSource({ count: 1 });
  const pipeline = new IngestionPipeline({ adapters: [source.adapter] });
  expect(() => pipeline.streamEvents("numbers", { [name]: value })).toThrow(RangeError);
  expect(() => pipeline.iterResults("numbers", { [name]: value })).toThrow(`Cannot start the run: ${name}`);
  expect(source.opened).toBe(0);
});

test.each([0, -1, NaN, "100"])("A7 maxDocuments %s is refused before the source is opened", async (maxDocuments) => {
  const source = new CountingSource({ count: 1 });
  const pipeline = new IngestionPipeline({ adapters: [source.adapter] });
  await expect(pipeline.runAsync("numbers", { maxDocuments: maxDocuments as number })).rejects.toThrow(RangeError);
  expect(source.opened).toBe(0);
});

test.each([
  [{ maxAttempts: 0 }, "retry.maxAttempts"],
  [{ maxAttempts: "3" }, "retry.maxAttempts"],
  [{ initialDelayMs: NaN }, "retry.initialDelayMs"],
  [{ maxDelayMs: -1 }, "retry.maxDelayMs"],
  [{ factor: 1e9 }, "retry.factor"],
])("A7 retry %j is refused", (retry, field) => {
  expect(() => resolveLimits({ retry: retry as never })).toThrow(new RegExp(`^Cannot start the run: ${field}: .+, received`));
});

test("A7 an unknown order or way to treat failures is refused", () => {
  const pipeline = new IngestionPipeline({ adapters: [new CountingSource().adapter] });
  expect(() => pipeline.streamEvents("numbers", { order: "random" as never })).toThrow(RangeError);
  expect(() => pipeline.iterResults("numbers", { onFailure: "throws" as never })).toThrow(RangeError);
});

test("the message names the option, the range and what came", () => {
  expect(() => resolveLimits({ bufferSize: "100" as never })).toThrow(/^Cannot start the run: bufferSize: .+, received "100"$/);
});

test("the defaults are those of the documentation", () => {
  expect(resolveLimits({})).toMatchObject({ bufferSize: 100, bufferBytes: 67_108_864, concurrency: 1, order: "completion", progressInterval: 100, checkpointInterval: 1000, checkpointEveryMs: 1000, limit: Infinity });
});

test("the page on the pipeline has a row for every option, with its default", () => {
  const page = readFileSync(new URL("../../../docs/pipeline.md", import.meta.url), "utf8");
  const rows = new Map([...page.matchAll(/^\| `(\w+)` \| [^|]+ \| ([^|]+) \|/gm)].map(([, name = "", value = ""]) => [name, value.replaceAll(/[`,]| \(.*\)/g, "")]));
  const { retry: _, ...limits } = resolveLimits({});
  for (const [name, value] of Object.entries(limits)) expect(rows.get(name), name).toBe(typeof value === "string" ? JSON.stringify(value) : String(value));
  for (const name of ["parameters", "resumeFrom", "signal", "validate", "monitors", "secrets", "runId"]) expect([...rows.keys()]).toContain(name);
});

describe.each(["completion", "source"] as const)("in order of %s", (order) => {
  test.each([1, 16])("A7 bufferSize 1 works without deadlock, with concurrency %i", async (concurrency) => {
    for (const parse of [(n: number) => document(n), async (n: number) => document(n)]) {
      const source = new CountingSource({ count: 300, parse });
      const pipeline = new IngestionPipeline({ adapters: [source.adapter] });
      let count = 0;
      for await (const event of pipeline.streamEvents("numbers", { bufferSize: 1, concurrency, order })) if (event.type === "DocumentCompleted") count += 1;
      expect(count).toBe(300);
      expect(await pipeline.runAsync("numbers", { bufferSize: 1, concurrency, order })).toMatchObject({ stats: { completed: 300 } });
    }
  });
});

function document(n: number) {
  return { docId: `n${n}`, title: null, text: null, metadata: {}, provenance: { source: "numbers" } };
}
