import { expect, test } from "vitest";
import { deepFreeze } from "./deep-freeze.js";

test("everything inside is frozen, also behind what was frozen before", () => {
  const value = deepFreeze({ list: [{ tags: ["a"] }], shallow: Object.freeze({ inner: { n: 1 } }) });
  expect([value, value.list, value.list[0], value.list[0]?.tags, value.shallow.inner].every(Object.isFrozen)).toBe(true);
});

test("a value that holds itself comes to an end", () => {
  const value: { self?: unknown; list: unknown[] } = { list: [] };
  value.self = value;
  value.list.push(value);
  expect(Object.isFrozen(deepFreeze(value).list)).toBe(true);
  expect(deepFreeze(value)).toBe(value);
});

test("depth costs no stack", () => {
  let value: unknown = "bottom";
  for (let depth = 0; depth < 200_000; depth += 1) value = [value];
  expect(Object.isFrozen(deepFreeze(value))).toBe(true);
});

test("bytes, dates and instances of classes stay as they are", () => {
  class Cursor {
    at = 0;
  }
  const value = deepFreeze({ bytes: Buffer.from("x"), date: new Date(0), cursor: new Cursor() });
  value.cursor.at = 1;
  expect([Object.isFrozen(value.bytes), Object.isFrozen(value.date), value.cursor.at]).toEqual([false, false, 1]);
});

test.each([[null], [undefined], ["text"], [7]])("%j is given back", (value) => {
  expect(deepFreeze(value)).toBe(value);
});
