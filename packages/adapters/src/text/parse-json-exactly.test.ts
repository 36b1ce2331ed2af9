import { expect, test } from "vitest";
import { canonicalDecimal } from "./decimal.js";
import { parseJson, parseJsonExactly } from "./parse-json-exactly.js";

test.each([
  "12345678901234567890",
  "9007199254740993",
  "-9007199254740993",
  "1e400",
  "-1e400",
  "1e-400",
  "-0",
  "-0.0",
  "-0e5",
  "0.12345678901234567890",
  "123456789.123456789012",
  "[1,-0]",
  '{"a":[{"b":-0}],"c":1E+999}',
])("parseJsonExactly() keeps %s as it is written", (text) => {
  expect(JSON.stringify(parseJsonExactly(text))).toBe(text);
});

test.each([
  ["[1,2.5,-3,1e3,0]", [1, 2.5, -3, 1000, 0]],
  ['{"id":9007199254740991,"lat":-0.1278}', { id: 9007199254740991, lat: -0.1278 }],
  ['{"x":1.00,"y":0.1000000000000000000}', { x: 1, y: 0.1 }],
  ['{"text":"12345678901234567890 -0 1e400"}', { text: "12345678901234567890 -0 1e400" }],
  ['{"n":1.5e300,"m":5e-324}', { n: 1.5e300, m: 5e-324 }],
])("parseJsonExactly() gives ordinary numbers where nothing is lost: %s", (text, value) => {
  expect(parseJson(text)).toEqual({ value, hasRawNumbers: false });
});

test.each(["{}", '{"n":12345678901234567890}'])("parseJsonExactly() keeps __proto__ as data and touches no prototype: %s", (inner) => {
  const value = parseJsonExactly(`{"__proto__":${inner},"constructor":1}`) as object;
  expect(Object.keys(value)).toEqual(["__proto__", "constructor"]);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test("parseJsonExactly() rejects what is not JSON", () => {
  expect(() => parseJsonExactly('{"n":12345678901234567890')).toThrow(SyntaxError);
});

test.each([
  ["1.0", "1"],
  ["100", "1e2"],
  ["0.00", "0"],
  ["1.50e-3", "0.0015"],
])("canonicalDecimal() gives %s and %s one spelling", (a, b) => {
  expect(canonicalDecimal(a)).toBe(canonicalDecimal(b));
});

test("canonicalDecimal() tells -0 from 0", () => {
  expect(canonicalDecimal("-0.0")).not.toBe(canonicalDecimal("0"));
});

test.each(["1", "0", "1e", "-0.", "1.", ",-0.0", "1e1"])("parseJsonExactly() takes less than 50 ms for 50 KB of %j", (unit) => {
  const text = JSON.stringify(unit.repeat(50_000 / unit.length));
  const start = performance.now();
  parseJsonExactly(text);
  expect(() => parseJsonExactly(unit.repeat(50_000 / unit.length).concat("x"))).toThrow(SyntaxError);
  canonicalDecimal(unit.repeat(50_000 / unit.length));
  expect(performance.now() - start).toBeLessThan(50);
});
