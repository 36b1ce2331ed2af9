import { expect, test } from "vitest";
import { IngestionPipeline } from "./ingestion-pipeline.js";
import { requireAdapters } from "./require-adapters.js";
import { CountingSource } from "./testing/counting-source.js";

const { adapter } = new CountingSource();

test("adapters are found by their names", () => {
  expect(requireAdapters([adapter]).get("numbers")).toBe(adapter);
});

test.each<[unknown, string]>([
  [undefined, "adapters must be an array, received undefined"],
  [[], "at least one adapter is required, received none"],
  [[null], "adapter 0 must have a name that is not empty, received undefined"],
  [[adapter, { ...adapter, name: "" }], "adapter 1 must have a name that is not empty, received an empty string"],
  [[{ ...adapter, fetch: undefined }], "adapter numbers must have the method fetch(), received undefined"],
  [[{ ...adapter, identify: "id" }], "adapter numbers must have the method identify(), received a string"],
  [[{ ...adapter, parse: null }], "adapter numbers must have the method parse(), received null"],
  [[adapter, adapter], "adapter names must be unique, received numbers, numbers"],
])("%j is refused", (adapters, problem) => {
  expect(() => requireAdapters(adapters as never)).toThrow(new TypeError(`Cannot make a pipeline: ${problem}`));
});

test.each([[""], [5], [null]])("a pipeline with the id %j is refused", (id) => {
  expect(() => new IngestionPipeline({ adapters: [adapter], id: id as string })).toThrow(/^Cannot make a pipeline: id must be a string that is not empty/);
});
