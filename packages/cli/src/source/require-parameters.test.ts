import type { AnyAdapter } from "@sluice/core-events";
import { csv } from "@sluice/adapters/csv";
import { httpJson } from "@sluice/adapters/http-json";
import { jsonl } from "@sluice/adapters/jsonl";
import { expect, test } from "vitest";
import { requireParameters } from "./require-parameters.js";

const check = (adapter: AnyAdapter, given: Record<string, unknown>) => () => requireParameters(adapter, given);

test("parameters that fit are fine", () => {
  expect(check(jsonl(), { input: ["a", "b"], idField: "x" })).not.toThrow();
  expect(check(httpJson(), { url: "https://example.org/", filter: "fern" })).not.toThrow();
});

test.each([
  [{ input: "a", idFeild: "x" }, "idFeild: no such parameter (did you mean idField?), expected input, idField, titleField, textField, encoding"],
  [{}, "input: expected string or expected array, received nothing"],
  [{ input: "a", encoding: "klingon" }, 'encoding: expected an encoding that TextDecoder knows, received "klingon"'],
])("%j are refused by name", (given, message) => {
  expect(check(jsonl(), given)).toThrow(expect.objectContaining({ code: "PARAMETERS_INVALID", message: `Cannot run jsonl with these parameters: ${message}` }));
});

test("every mistake is named", () => {
  expect(check(csv(), { input: "a", header: "perhaps", nope: "1" })).toThrow(/nope: no such parameter.*; header: /);
});

test("an adapter without a schema, or with another make's, is left to itself", () => {
  const { parameters: _, ...bare } = jsonl();
  expect(check(bare, { nope: 1 })).not.toThrow();
});
