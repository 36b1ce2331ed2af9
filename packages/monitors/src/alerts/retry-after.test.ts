import { expect, onTestFinished, test, vi } from "vitest";
import { retryAfterMs } from "./retry-after.js";

test.each([
  ["0", 0],
  ["120", 120_000],
  ["Sat, 31 Jan 2026 09:00:10 GMT", 10_000],
  ["Saturday, 31-Jan-26 09:00:10 GMT", 10_000],
  ["Sat Jan 31 09:00:10 2026", 10_000],
  ["Sat, 31 Jan 2026 08:00:00 GMT", 0],
])("D2 %j asks for %i ms", (value, expected) => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 31, 9) });
  const zone = process.env["TZ"];
  process.env["TZ"] = "America/Toronto";
  onTestFinished(() => {
    vi.useRealTimers();
    process.env["TZ"] = zone ?? "";
  });
  expect(retryAfterMs(value)).toBe(expected);
});

test.each([null, "", "-5", "1.5", "1e3", "99999999999999999999", "soon", "Wed", "2026-01-31"])("D3 %j asks for nothing", (value) => expect(retryAfterMs(value)).toBeUndefined());
