import { expect, test } from "vitest";
import { isOverThreshold } from "./max-failed.js";

test.each([
  [null, 10, 90, false],
  ["0", 0, 1, true],
  ["0", 5, 0, false],
  ["10", 90, 10, false],
  ["10", 90, 11, true],
  ["10%", 90, 10, false],
  ["10%", 89, 11, true],
  ["0.5%", 995, 5, false],
  ["100%", 0, 7, false],
])("--max-failed %s with %d completed and %d failed is over: %s", (maxFailed, completed, failed, isOver) => {
  expect(isOverThreshold(maxFailed, { completed, failed })).toBe(isOver);
});
