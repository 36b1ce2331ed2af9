import { expect, test } from "vitest";
import { parseHttpDate } from "./parse-http-date.js";

const now = Date.UTC(2026, 7, 11);
const instant = Date.UTC(1994, 10, 6, 8, 49, 37);

test.each(["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"])(
  "D2: '%s' is read as UTC",
  (text) => expect(parseHttpDate(text, { now })).toBe(instant),
);

test("asctime is UTC whatever the local time zone is", () => {
  const zone = process.env["TZ"];
  process.env["TZ"] = "Asia/Tokyo";
  try {
    expect(parseHttpDate("Sun Nov  6 08:49:37 1994", { now })).toBe(instant);
  } finally {
    if (zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = zone;
  }
});

test("an RFC 850 year is at most 50 years ahead", () => {
  expect(parseHttpDate("Tuesday, 11-Aug-76 00:00:00 GMT", { now })).toBe(Date.UTC(2076, 7, 11));
  expect(parseHttpDate("Thursday, 11-Aug-77 00:00:00 GMT", { now })).toBe(Date.UTC(1977, 7, 11));
});

test.each(["", "soon", "2026-08-11T00:00:00Z", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 +0200"])(
  "'%s' is no HTTP date",
  (text) => expect(parseHttpDate(text, { now })).toBeNull(),
);

test("D31: 50,000 adversarial characters are refused in under 50 ms", () => {
  const start = performance.now();
  for (const text of [" ".repeat(50_000), "Sun, ".repeat(10_000), "0".repeat(50_000)]) expect(parseHttpDate(text, { now })).toBeNull();
  expect(performance.now() - start).toBeLessThan(50);
});
