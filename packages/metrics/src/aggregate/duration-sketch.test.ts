import { expect, test } from "vitest";
import { DurationSketch, PERCENTILE_ERROR } from "./duration-sketch.js";

/** Numbers from 0 to 1 that are the same in every run of the test. */
function* seeded(seed: number, count: number): Generator<number> {
  for (let n = 0, state = seed; n < count; n += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

function exact(sorted: readonly number[], q: number): number {
  return sorted[Math.max(1, Math.ceil(q * sorted.length)) - 1] ?? NaN;
}

const distributions: Record<string, (u: number) => number> = {
  "from one to two": (u) => 1 + u,
  exponential: (u) => -20 * Math.log(1 - u),
  "heavy-tailed": (u) => 0.5 / (1 - u) ** 2,
  "microseconds to days": (u) => 10 ** (-2.9 + 11 * u),
  "two peaks": (u) => (u < 0.9 ? 2 + u : 30_000 + u),
};

test.for(Object.entries(distributions))("percentiles of a distribution %s are within the stated error", ([, of]) => {
  const sketch = new DurationSketch();
  const values = Array.from(seeded(7, 50_000), of);
  for (const value of values) sketch.add(value);
  const sorted = values.toSorted((a, b) => a - b);
  for (const q of [0.001, 0.1, 0.5, 0.9, 0.95, 0.99, 0.999, 1]) {
    const truth = exact(sorted, q);
    expect(Math.abs(sketch.quantile(q) - truth) / truth).toBeLessThanOrEqual(PERCENTILE_ERROR);
  }
});

test("the stated error is below one per cent", () => {
  expect(PERCENTILE_ERROR).toBe(0.0078125);
});

test("figures() gives count, mean, least and greatest exactly", () => {
  const sketch = new DurationSketch();
  for (const value of [0, 0.25, 7, 1_234.5]) sketch.add(value);
  expect(sketch.figures()).toMatchObject({ count: 4, mean: 310.4375, min: 0, max: 1_234.5 });
});

test("figures() are null where nothing was seen", () => {
  expect(new DurationSketch().figures()).toEqual({ count: 0, mean: null, min: null, max: null, p50: null, p90: null, p95: null, p99: null });
});

test("values outside the range count at its ends, and percentiles stay within what was seen", () => {
  const sketch = new DurationSketch();
  for (const value of [0, 1e-7, 1e12]) sketch.add(value);
  expect(sketch.count).toBe(3);
  expect(sketch.quantile(0.5)).toBe(0);
  expect(sketch.quantile(1)).toBeLessThanOrEqual(1e12);
});

test("what is no duration is counted as rejected", () => {
  const sketch = new DurationSketch();
  for (const value of [NaN, -1, Infinity]) sketch.add(value);
  expect([sketch.count, sketch.rejected]).toEqual([0, 3]);
});

test("merge() gives what one sketch of everything gives", () => {
  const [left, right, all] = [new DurationSketch(), new DurationSketch(), new DurationSketch()];
  for (const [n, value] of Array.from(seeded(3, 1_000), (u) => u * 500).entries()) {
    (n % 3 === 0 ? left : right).add(value);
    all.add(value);
  }
  left.merge(right);
  expect(left.figures()).toEqual({ ...all.figures(), mean: expect.closeTo(all.figures().mean ?? NaN, 9) as unknown });
});

test("quantile() refuses what is no share", () => {
  expect(() => new DurationSketch().quantile(95)).toThrow(new RangeError("Cannot read a quantile: q must be from 0 to 1, received 95"));
});
