import { expect, test } from "vitest";
import { RepeatDetector } from "./repeat-detector.js";

/** At which observation a sequence is first known to repeat itself. */
function noticedAt(sequence: (n: number) => number, limit: number): number | null {
  const detector = new RepeatDetector();
  for (let n = 1; n <= limit; n += 1) if (detector.observe(String(sequence(n))) > 0) return n;
  return null;
}

test("values that differ never repeat", () => expect(noticedAt((n) => n, 20_000)).toBeNull());

test.each([1, 2, 3, 100, 1_024])("D25: a cycle of %d values is noticed at its first repeat, wherever it begins", (length) => {
  expect(noticedAt((n) => n % length, 10_000)).toBe(length + 1);
  expect(noticedAt((n) => (n <= 5_000 ? -n : n % length), 20_000)).toBe(5_000 + length + 1);
});

test("D25: a cycle longer than the window is noticed within three rounds", () => {
  expect(noticedAt((n) => n % 5_000, 60_000)).toBeLessThanOrEqual(15_000 + 5_000);
});

test("it counts repeats", () => {
  const detector = new RepeatDetector();
  expect(["a", "b", "a", "a"].map((value) => detector.observe(value))).toEqual([0, 0, 1, 2]);
});
