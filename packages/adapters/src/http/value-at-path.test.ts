import { expect, test } from "vitest";
import { valueAtPath } from "./value-at-path.js";

const value = { meta: { next: "n" }, list: [{ id: 1 }], none: null };

test("a dotted path leads through objects and arrays", () => {
  expect(valueAtPath(value, "meta.next")).toBe("n");
  expect(valueAtPath(value, "list.0.id")).toBe(1);
  expect(valueAtPath(value, "")).toBe(value);
});

test.each(["none.x", "missing", "meta.next.length", "constructor", "__proto__.toString", "list.map"])("'%s' leads nowhere", (path) => {
  expect(valueAtPath(value, path)).toBeUndefined();
});
