import type { JsonValue } from "@sluice/core-events";
import { expect, test } from "vitest";
import { parsePageCursor, pauseLeft, toCursor } from "./page-cursor.js";

const cursor = { page: 2, url: "https://api.example/?page=2", skip: 0 };

test("D13: what is left of a pause is counted to its end", () => {
  const now = Date.now();
  expect(pauseLeft({ ...cursor, pausedAt: now - 10_000, notBefore: now + 20_000 })).toBeGreaterThan(19_000);
  expect(pauseLeft({ ...cursor, pausedAt: now - 40_000, notBefore: now - 10_000 })).toBe(0);
  expect(pauseLeft(cursor)).toBe(0);
});

test("B14: a clock set back makes a pause no longer than it was", () => {
  const future = Date.now() + 3_600_000;
  expect(pauseLeft({ ...cursor, pausedAt: future, notBefore: future + 30_000 })).toBe(30_000);
});

test("a cursor comes back from a checkpoint as it was", () => {
  const whole = { ...cursor, seen: "abcdefghijk", pausedAt: 1, notBefore: 2 };
  expect(parsePageCursor(JSON.parse(JSON.stringify(toCursor(whole))) as JsonValue)).toEqual(whole);
  expect(toCursor({ ...cursor, seen: undefined })).toEqual(cursor);
});
