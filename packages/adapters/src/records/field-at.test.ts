import { expect, test } from "vitest";
import { parseJsonExactly } from "../text/parse-json-exactly.js";
import { fieldAt, isRecordObject, type RecordObject, textAt } from "./field-at.js";

test("fieldAt() follows dots, and prefers a field of the whole name", () => {
  expect(fieldAt({ a: { b: { c: 1 } } }, "a.b.c")).toBe(1);
  expect(fieldAt({ "a.b": 2, a: { b: 3 } }, "a.b")).toBe(2);
});

test.each(["toString", "constructor.name", "__proto__", "a.length", "a.b.c", "", "a..b"])("fieldAt() finds nothing inherited at %j", (path) => {
  expect(fieldAt({ a: "text" }, path)).toBeUndefined();
});

test("textAt() gives strings and numbers as they are written", () => {
  const record = parseJsonExactly('{"s":"x","n":1.5,"big":12345678901234567890,"empty":"","list":["a"],"no":null}') as RecordObject;
  const texts = ["s", "n", "big", "empty", "list", "no", "missing"].map((path) => textAt(record, path));
  expect(texts).toEqual(["x", "1.5", "12345678901234567890", null, null, null, null]);
  expect(textAt(record, undefined)).toBeNull();
});

test("isRecordObject() takes neither arrays nor numbers kept as they were written", () => {
  expect([{}, [], null, "x", parseJsonExactly("1e400")].map(isRecordObject)).toEqual([true, false, false, false, false]);
});
