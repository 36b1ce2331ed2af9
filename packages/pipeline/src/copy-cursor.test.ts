import type { JsonValue } from "@sluice/core-events";
import { expect, test } from "vitest";
import { copyCursor } from "./copy-cursor.js";

const circular: Record<string, unknown> = {};
circular["self"] = circular;

test.each([[null], [""], [0], [false], [[1, [2]]], [{ page: 1, token: { a: [null] } }], [JSON.parse('{"__proto__":{"x":1}}') as JsonValue]])("%j is copied", (cursor) => {
  expect(copyCursor(cursor)).toEqual(cursor);
  expect(JSON.stringify(copyCursor(cursor))).toBe(JSON.stringify(cursor));
  if (typeof cursor === "object" && cursor !== null) expect(copyCursor(cursor)).not.toBe(cursor);
});

test("a field without a value is left out, as JSON does", () => {
  expect(Object.keys(copyCursor({ page: 1, token: undefined as never }) as object)).toEqual(["page"]);
});

test.each([
  [undefined, "undefined"],
  [NaN, "NaN"],
  [-Infinity, "-Infinity"],
  [5n, "bigint"],
  [() => 1, "function"],
  [Symbol("s"), "symbol"],
  [new Date(0), "[object Date]"],
  [new Map(), "[object Map]"],
  [{ deep: [NaN] }, "NaN"],
  [[undefined], "undefined"],
  [circular, "nested more than 100 deep"],
])("%o is refused", (cursor, received) => {
  expect(() => copyCursor(cursor as never)).toThrow(new TypeError(`Cannot set a mark: the cursor must be JSON, received ${received}`));
});
