import { expect, test } from "vitest";
import { insertAbove } from "./insert-above.ts";

const list = "[\n  one,\n  // new: here\n]; // new: here, too\n";
const insertion = { marker: "// new: here", lines: "  two,\n", path: "list.ts" };

test("lines go above the marker, which stays", () => {
  expect(insertAbove(list, insertion)).toBe("[\n  one,\n  two,\n  // new: here\n]; // new: here, too\n");
});

test("twice equals once", () => {
  const once = insertAbove(list, insertion);
  expect(insertAbove(once, insertion)).toBe(once);
});

test("lines that end like others are told from them", () => {
  expect(insertAbove(list, { ...insertion, lines: "one,\n" })).toContain("  one,\none,\n");
});

test.each([
  ["gone", "[\n  one,\n];\n", "received it nowhere"],
  ["there twice", "// new: here\n[\n  // new: here\n];\n", "received it 2 times"],
  ["part of another line", "[ // new: here\n];\n", "received it nowhere"],
])("a marker that is %s is an error that names the file", (_, text, message) => {
  expect(() => insertAbove(text, insertion)).toThrow(`Cannot add to the list in list.ts: expected the line // new: here once, ${message}`);
});
