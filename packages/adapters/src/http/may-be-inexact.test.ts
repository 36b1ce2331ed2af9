import { expect, test } from "vitest";
import { parseJson } from "../text/parse-json-exactly.js";
import { mayBeInexact } from "./may-be-inexact.js";

test.each(["12345678901234567890", "[1234567890123456]", '{"a":0.12345678901234567}', "1e400", "[1E-400]", "-0", "[-0]", '{"a": -0.00}', "[1,-0e1]", "[-0\n]"])("D22: %s is looked at closely", (text) => {
  expect(mayBeInexact(text)).toBe(true);
});

test.each(["0", "-1", "[-0.5]", "[1.5e10]", "[123456789012345]", '{"id":"NCT00000001","date":"2026-01-02"}', "-97.123456789012"])("%s is not", (text) => {
  expect([mayBeInexact(text), parseJson(text).hasRawNumbers]).toEqual([false, false]);
});
