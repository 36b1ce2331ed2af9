import { expect, test } from "vitest";
import { parseJson } from "../text/parse-json-exactly.js";
import { parseDeepJson } from "./parse-deep-json.js";

test.each([
  '{"id":12345678901234567890,"n":1e400,"zero":-0,"list":[0.12345678901234567,{"a":-0.0}]}',
  '{"text":"12345678901234567890","quote":"\\" 12345678901234567890 \\\\","12345678901234567890":1}',
  '{"__proto__":12345678901234567890,"constructor":1e400}',
  "12345678901234567890",
  '["",{},[],null,true,1]',
])("D22: %s comes through as it is written", (text) => {
  expect(JSON.stringify(parseDeepJson(text))).toBe(text);
  expect(({} as { a?: unknown }).a).toBeUndefined();
});

test("D20: a number beyond 2^53 is kept behind brackets 200,000 deep", () => {
  const text = `[${"[".repeat(200_000)}${"]".repeat(200_000)},{"id":12345678901234567890}]`;
  expect(() => parseJson(text)).toThrow(RangeError);
  const [, item] = parseDeepJson(text) as unknown[];
  expect(JSON.stringify(item)).toBe('{"id":12345678901234567890}');
});

test.each(["[1.2.3]", "[01e400]", '{"a":12345678901234567890', "[--1]", '["\\x"]', ""])("%j is not JSON", (text) => {
  expect(() => parseDeepJson(text)).toThrow(SyntaxError);
});

test("D31: a string of 10 MB, however it is escaped, is read in bounded time", () => {
  const start = performance.now();
  for (const piece of ["x", '\\"', "\\\\"]) {
    const text = `["${piece.repeat(5_000_000)}",12345678901234567890]`;
    expect((parseDeepJson(text) as unknown[]).length).toBe(2);
  }
  expect(performance.now() - start).toBeLessThan(10_000);
});
