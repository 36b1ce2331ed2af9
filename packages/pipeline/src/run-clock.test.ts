import { afterEach, expect, test, vi } from "vitest";
import { RunClock } from "./run-clock.js";

afterEach(() => void vi.restoreAllMocks());

test("B14 a wall clock that is set back shows in timestamps from the next resync on, and never in a duration", () => {
  const clock = new RunClock();
  const before = clock.tick();
  const stamp = clock.timestamp();
  const real = Date.now();
  vi.spyOn(Date, "now").mockReturnValue(real - 3_600_000);
  expect(clock.tick()).toBeGreaterThanOrEqual(before);
  expect(clock.timestamp()).toBeGreaterThanOrEqual(stamp);
  clock.resync();
  expect(clock.timestamp()).toBeLessThan(stamp - 3_500_000);
});

test("timestamp() is a whole number of milliseconds near the wall clock", () => {
  const clock = new RunClock();
  clock.tick();
  expect(Number.isInteger(clock.timestamp())).toBe(true);
  expect(Math.abs(clock.timestamp() - Date.now())).toBeLessThan(1000);
});
