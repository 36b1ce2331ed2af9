import type { JsonValue } from "@sluice/core-events";
import { expect, test } from "vitest";
import { parsePageCursor, toCursor } from "./page-cursor.js";

const cursor = { page: 2, url: "https://api.example/?page=2", skip: 0 };

test("a cursor comes back from a checkpoint as it was", () => {
  const whole = { ...cursor, seen: "abcdefghijk", pausedAt: 1, notBefore: 2 };
  expect(parsePageCursor(JSON.parse(JSON.stringify(toCursor(whole))) as JsonValue)).toEqual(whole);
  expect(toCursor({ ...cursor, seen: undefined })).toEqual(cursor);
});
