import { expect, test } from "vitest";
import { parseParameters } from "./parse-parameters.js";

test("a value may contain equals signs and be empty", () => {
  expect(parseParameters(["query=a=b", "empty="])).toEqual({ query: "a=b", empty: "" });
});

test("a name given twice is a list", () => {
  expect(parseParameters(["input=a", "x=1", "input=b"])).toEqual({ input: ["a", "b"], x: "1" });
});

test("__proto__ is a name like any other", () => {
  const parameters = parseParameters(["__proto__=polluted"]);
  expect(Object.keys(parameters)).toEqual(["__proto__"]);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

test("E8 a malformed pair is not repeated, because it may be a secret", () => {
  expect(() => parseParameters(["s3cr3t-without-name"])).toThrow(/^(?!.*s3cr3t).*expected name=value/);
});
