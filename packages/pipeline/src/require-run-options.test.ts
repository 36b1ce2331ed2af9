import { expect, test } from "vitest";
import { IngestionPipeline } from "./ingestion-pipeline.js";
import { CountingSource } from "./testing/counting-source.js";

const refused: readonly (readonly [string, readonly unknown[]])[] = [
  ["parameters", [null, 5, "x", [1]]],
  ["signal", [null, {}, "x", { aborted: false }]],
  ["validate", [null, 5, {}]],
  ["monitors", [null, 5, {}, [null], [{ name: "m" }]]],
  ["secrets", [null, "s3cr3t", [1]]],
  ["runId", [null, "", 5]],
  ["filter", [null, 5, {}]],
  ["transform", [null, "x"]],
];
const cases = refused.flatMap(([name, values]) => values.map((value) => [name, value] as const));

test.each(cases)("A7 %s %j is refused before the source is opened, with what is expected", async (name, value) => {
  const source = new CountingSource({ count: 1 });
  const pipeline = new IngestionPipeline({ adapters: [source.adapter] });
  const message = new RegExp(`^Cannot start the run: ${name} must be an? .+, received `);
  expect(() => pipeline.streamEvents("numbers", { [name]: value })).toThrow(TypeError);
  expect(() => pipeline.iterResults("numbers", { [name]: value })).toThrow(message);
  await expect(pipeline.runAsync("numbers", { [name]: value })).rejects.toThrow(message);
  expect(source.opened).toBe(0);
});

test("P9 a message about wrong secrets or parameters does not hold them", () => {
  const pipeline = new IngestionPipeline({ adapters: [new CountingSource().adapter] });
  expect(() => pipeline.streamEvents("numbers", { secrets: "s3cr3t" as never })).toThrow("secrets must be an array of strings, received a string");
  expect(() => pipeline.streamEvents("numbers", { parameters: "apiKey=s3cr3t" as never })).toThrow("parameters must be an object, received a string");
});

test("an option that is undefined counts as left out", async () => {
  const pipeline = new IngestionPipeline({ adapters: [new CountingSource({ count: 2 }).adapter] });
  const options = Object.fromEntries([...refused.map(([name]) => name), "bufferSize", "limit", "retry", "resumeFrom"].map((name) => [name, undefined]));
  expect((await pipeline.runAsync("numbers", options)).documents).toHaveLength(2);
});
