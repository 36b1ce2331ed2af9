import { expect, test } from "vitest";
import { median } from "./median.ts";

test("median() takes the value in the middle of an odd number of values", () => {
  expect(median([9, 1, 5])).toBe(5);
});

test("median() takes the mean of the two in the middle of an even number of values", () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

test("median() refuses an empty list", () => {
  expect(() => median([])).toThrow(RangeError);
});
