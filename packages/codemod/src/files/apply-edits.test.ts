import { expect, test } from "vitest";
import { applyEdits } from "./apply-edits.js";

test("applyEdits() changes what the edits cover and nothing else", () => {
  const text = "\ta();\r\nb();\n";
  expect(applyEdits(text, [{ start: 7, end: 8, newText: "bee" }, { start: 1, end: 2, newText: "" }])).toBe("\t();\r\nbee();\n");
});

test("applyEdits() makes an edit that is given twice once", () => {
  const edit = { start: 0, end: 0, newText: "import x;\n" };
  expect(applyEdits("a", [edit, { ...edit }])).toBe("import x;\na");
});

test("applyEdits() inserts before a replacement that begins at the same offset", () => {
  expect(applyEdits("abc", [{ start: 1, end: 2, newText: "X" }, { start: 1, end: 1, newText: "(" }])).toBe("a(Xc");
});

test("applyEdits() takes edits that touch", () => {
  expect(applyEdits("abc", [{ start: 0, end: 1, newText: "1" }, { start: 1, end: 2, newText: "2" }])).toBe("12c");
});

test("applyEdits() refuses edits that overlap", () => {
  const edits = [{ start: 0, end: 2, newText: "" }, { start: 1, end: 3, newText: "" }];
  expect(() => applyEdits("abc", edits)).toThrow(expect.objectContaining({ code: "EDITS_OVERLAP" }));
});

test("applyEdits() refuses an edit outside the text", () => {
  expect(() => applyEdits("abc", [{ start: 2, end: 4, newText: "" }])).toThrow(RangeError);
  expect(() => applyEdits("abc", [{ start: 2, end: 1, newText: "" }])).toThrow(RangeError);
});
