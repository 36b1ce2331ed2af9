import { expect, test } from "vitest";
import { parseJsonExactly } from "../text/parse-json-exactly.js";
import { contentNumber } from "./content-number.js";

test("equal content has equal numbers", () => {
  const value = { id: "a", list: [1, 2.5, null, true], nested: { text: "x".repeat(5_001), long: 2 ** 53 - 1 } };
  expect(contentNumber(structuredClone(value))).toBe(contentNumber(value));
  expect(Number.isInteger(contentNumber(value))).toBe(true);
});

test("any difference in content gives another number", () => {
  const values = [
    null, true, false, 0, 1, -1, 1.5, 2 ** 32, 2 ** 32 + 1, 2 ** 40, "", "0", "a", "b", "ab", "ba", "abc", "cba", [], [[]], [null], ["a", "b"], ["ab"], ["a", ["b"]], {}, { a: 1 },
    { a: "1" }, { b: 1 }, { a: 1, b: 2 }, { a: { b: 1 } }, { a: {}, b: 1 }, "x".repeat(2_000), `${"x".repeat(1_999)}y`, "x".repeat(2_001),
    parseJsonExactly("12345678901234567890"), parseJsonExactly("12345678901234567891"),
  ];
  expect(new Set(values.map(contentNumber)).size).toBe(values.length);
});

test("100,000 neighbours have hardly any number in common", () => {
  const ids = Array.from({ length: 100_000 }, (_, n) => `NCT${String(n).padStart(8, "0")}`);
  expect(new Set(ids.map(contentNumber)).size).toBeGreaterThan(99_950); // some 5 are to be expected
});

test("D20: content 200,000 levels deep has a number", () => {
  let deep: unknown = "end";
  for (let level = 0; level < 200_000; level += 1) deep = [deep];
  expect(contentNumber(deep)).toBeGreaterThanOrEqual(0);
});

test("of a long text, its length and both ends count", () => {
  const long = "x".repeat(2_000);
  const numbers = [long, `${long}x`, `y${long.slice(1)}`, `${long.slice(1)}y`].map(contentNumber);
  expect(new Set(numbers).size).toBe(4);
});
