import { expect, test } from "vitest";
import { abstractText } from "./abstract-text.js";

test("words stand at their positions", () => {
  expect(abstractText({ the: [0, 2], more: [1], merrier: [3] })).toBe("the more the merrier");
});

test("gaps are closed and repeated positions keep every word", () => {
  expect(abstractText({ b: [7], a: [3], c: [7] })).toBe("a b c");
});

test.each([null, undefined, {}])("%o is no abstract", (index) => expect(abstractText(index)).toBeNull());

test("D23: words that are names of Object.prototype stay words", () => {
  const index: unknown = JSON.parse('{"__proto__":[0],"constructor":[1],"toString":[2]}');
  expect(abstractText(index)).toBe("__proto__ constructor toString");
});

test.each([["text"], [[1]], [{ a: 1 }], [{ a: [-1] }], [{ a: [0.5] }], [{ a: ["0"] }], [{ a: [1e9] }], [{ a: [Infinity] }]])("D29: %o is refused", (index) => {
  expect(() => abstractText(index)).toThrow(expect.objectContaining({ code: "RECORD_MALFORMED" }));
});

test("D20: a hostile index is refused without allocating what it asks for", () => {
  const many = { a: Array.from({ length: 200_001 }, (_, n) => n) };
  const wide = { ["x".repeat(50_000)]: Array.from({ length: 1_000 }, (_, n) => n) };
  for (const index of [many, wide]) expect(() => abstractText(index)).toThrow(expect.objectContaining({ code: "RECORD_TOO_LARGE" }));
});
