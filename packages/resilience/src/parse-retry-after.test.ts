import { expect, test } from "vitest";
import { parseRetryAfter } from "./parse-retry-after.js";

const now = Date.UTC(2026, 7, 11, 12, 0, 0);

test.each(["120", " 120 ", "Tue, 11 Aug 2026 12:02:00 GMT", "Tuesday, 11-Aug-26 12:02:00 GMT", "Tue Aug 11 12:02:00 2026"])(
  "D2: '%s' asks for two minutes",
  (value) => expect(parseRetryAfter(value, { now })).toBe(120_000),
);

test.each([
  "", "soon", "-5", "1.5", "1e3", "0x10", "0", "100000000000000000000", "9".repeat(400), "NaN", "Infinity",
  "Tue, 11 Aug 2026 11:59:59 GMT", "Tue, 11 Aug 2026 12:00:00 GMT", "Sun, 06 Nov 1994 08:49:37 GMT", "Fri, 11 Aug 9999 12:00:00 GMT",
])("D3: '%s' asks for no wait that makes sense", (value) => expect(parseRetryAfter(value, { now })).toBeNull());

test("D4: a day is a wait, however long", () => {
  expect(parseRetryAfter("86400", { now })).toBe(86_400_000);
});

test("a missing header asks for nothing", () => {
  expect(parseRetryAfter(undefined, { now })).toBeNull();
  expect(parseRetryAfter(null, { now })).toBeNull();
});

test("a clock that is not a number gives no timer that is not a number", () => {
  expect(parseRetryAfter("Tue, 11 Aug 2026 12:02:00 GMT", { now: Number.NaN })).toBeNull();
});
