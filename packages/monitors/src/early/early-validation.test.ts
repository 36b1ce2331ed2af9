import type { SluiceError } from "@sluice/core-events";
import { expect, test } from "vitest";
import { earlyValidation, type EarlyValidationOptions } from "./early-validation.js";

type Emitted = { type: string; [field: string]: unknown };

/** Feeds a monitor outcomes (`+` completed, `-` failed) and says what it did, with the number of outcomes it stopped at. */
function judge(outcomes: string, { from = { completed: 0, failed: 0 }, ...options }: EarlyValidationOptions & { from?: { completed: number; failed: number } } = {}) {
  const monitor = earlyValidation(options);
  const emitted: Emitted[] = [];
  const stops: { at: number; error: SluiceError; reason: string }[] = [];
  const counts = { ...from };
  const control = {
    emit: (type: string, fields: object) => void emitted.push({ type, ...fields }),
    stop: (reason: string, error: SluiceError) => void stops.push({ at: counts.completed + counts.failed, reason, error }),
  };
  monitor.start?.(counts, control);
  for (const outcome of outcomes) {
    counts[outcome === "+" ? "completed" : "failed"] += 1;
    monitor.observe({ ...counts }, control);
    if (stops.length > 0) return { emitted, stops };
  }
  monitor.finish?.(counts, control);
  return { emitted, stops };
}

test("F1 five failures at the start stop the run", () => {
  const { stops, emitted } = judge("-----+++++");
  expect(stops).toMatchObject([{ at: 5, reason: "early_validation_failed", error: { code: "EARLY_VALIDATION_FAILED" } }]);
  expect(stops[0]?.error.message).toContain("first 5 documents must succeed, received 0 %");
  expect(emitted).toEqual([]);
});

test("two of five are too few and three are enough", () => {
  expect(judge("++---").stops).toHaveLength(1);
  expect(judge("+++--").stops).toHaveLength(0);
});

test("a passed verdict is given once, whatever follows", () => {
  const { emitted, stops } = judge(`+++++${"-".repeat(40)}`);
  expect(stops).toEqual([]);
  expect(emitted).toEqual([{ type: "ValidationCheckpoint", checkpoint: 5, successRate: 1, status: "passed" }]);
});

test("F2 each boundary warns exactly once below the threshold", () => {
  const { emitted } = judge("+-".repeat(75), { minSuccessRate: 0 });
  expect(emitted.filter(({ type }) => type === "ValidationWarning")).toEqual([
    { type: "ValidationWarning", outcomes: 50, successRate: 0.5, threshold: 0.7 },
    { type: "ValidationWarning", outcomes: 100, successRate: 0.5, threshold: 0.7 },
    { type: "ValidationWarning", outcomes: 150, successRate: 0.5, threshold: 0.7 },
  ]);
});

test("a rate at the threshold does not warn", () => {
  const { emitted } = judge(`${"+".repeat(35)}${"-".repeat(15)}`);
  expect(emitted.map(({ type }) => type)).toEqual(["ValidationCheckpoint"]);
});

test("F3 a run that resumes behind the boundary is not judged again", () => {
  expect(judge("----------", { from: { completed: 5, failed: 0 } })).toMatchObject({ emitted: [], stops: [] });
});

test("F3 a run that resumes before the boundary is still judged there", () => {
  expect(judge("-----", { from: { completed: 0, failed: 3 } }).stops).toMatchObject([{ at: 5 }]);
});

test("a run that resumes on a boundary does not warn of it again", () => {
  const { emitted } = judge("-", { from: { completed: 20, failed: 30 } });
  expect(emitted).toEqual([]);
});

test("F5 fewer documents than the boundary give the verdict insufficient", () => {
  expect(judge("+-").emitted).toEqual([{ type: "ValidationCheckpoint", checkpoint: 2, successRate: 0.5, status: "insufficient" }]);
});

test("F5 no document gives the verdict insufficient without a rate", () => {
  expect(judge("").emitted).toEqual([{ type: "ValidationCheckpoint", checkpoint: 0, successRate: null, status: "insufficient" }]);
});

test.each([
  { after: 0 },
  { after: 2.5 },
  { warnEvery: Number.NaN },
  { minSuccessRate: 1.1 },
  { warnBelow: -0.1 },
])("%o is out of range", (options) => {
  expect(() => earlyValidation(options)).toThrow(RangeError);
});
