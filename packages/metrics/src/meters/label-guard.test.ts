import { expect, test } from "vitest";
import { LabelGuard } from "./label-guard.js";

test("values beyond the bound become other, and each is counted", () => {
  const overflows: string[] = [];
  const guard = new LabelGuard({ host: 2 }, (label) => overflows.push(label));
  expect(["a", "b", "c", "a", "d"].map((value) => guard.admit("host", value))).toEqual(["a", "b", "other", "a", "other"]);
  expect(overflows).toEqual(["host", "host"]);
});

test("labels are bounded each for itself", () => {
  const guard = new LabelGuard({ host: 1, stage: 1 }, () => {});
  expect([guard.admit("host", "a"), guard.admit("stage", "b")]).toEqual(["a", "b"]);
});

test("a long value is cut, between characters", () => {
  const guard = new LabelGuard({}, () => {});
  const admitted = guard.admit("host", `${"x".repeat(119)}😀`);
  expect(admitted).toHaveLength(120);
  expect(admitted.isWellFormed()).toBe(true);
});

test("a limit that is no count is refused", () => {
  expect(() => new LabelGuard({ host: 0 }, () => {})).toThrow(new RangeError("Cannot bound the label host: its limit must be an integer >= 1, received 0"));
});
