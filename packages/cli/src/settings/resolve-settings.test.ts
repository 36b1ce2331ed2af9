import { expect, test } from "vitest";
import { UsageError } from "../usage-error.js";
import { resolveSettings } from "./resolve-settings.js";

test.each([
  ["/o/a.jsonl", "/o/a.dlq.jsonl", false],
  ["/o/a.jsonl.gz", "/o/a.dlq.jsonl", true],
  ["/o/records", "/o/records.dlq.jsonl", false],
])("documents in %s have their dead letters in %s", (sink, deadLetters, gzip) => {
  expect(resolveSettings({ adapter: "csv", sink: `jsonl:${sink}` })).toMatchObject({ sinks: [{ kind: "jsonl", path: sink, gzip }], deadLetters });
});

test("stdout has no dead letters unless a path is given", () => {
  expect(resolveSettings({ adapter: "csv", sink: "stdout" })).toMatchObject({ sinks: [{ kind: "stdout" }], deadLetters: null });
  expect(resolveSettings({ adapter: "csv", sink: "stdout", deadLetters: "/d.jsonl" }).deadLetters).toBe("/d.jsonl");
});

test("inputs become the adapter's own parameter", () => {
  expect(resolveSettings({ adapter: "csv", sink: "stdout", input: ["a", "b"] }).parameters).toEqual({ input: ["a", "b"] });
  expect(resolveSettings({ adapter: "http-json", sink: "stdout", input: "https://h/" }).parameters).toEqual({ url: "https://h/" });
});

test.each([
  [{ sink: "stdout" }],
  [{ adapter: "csv" }],
  [{ adapter: "nope", sink: "stdout" }],
  [{ adapter: "clinical-trials", sink: "stdout", input: "x" }],
  [{ adapter: "csv", sink: "stdout", baseUrl: "https://h/" }],
  [{ adapter: "csv", sink: "stdout", timeout: 3 }],
])("%o is the caller's mistake", (config) => {
  expect(() => resolveSettings(config)).toThrow(UsageError);
});
