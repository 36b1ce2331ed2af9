import { expect, test } from "vitest";
import { type Deprecation, runAsyncLegacyDeprecation, stageAt, stageBegins, stageOfRelease } from "./deprecations.js";

const announced: Deprecation = { ...runAsyncLegacyDeprecation, announcedAt: "2027-01-15" };

test.each([
  ["2026-11-22", "announced"],
  ["2027-01-15", "announced"],
  ["2027-04-14T23:59:59.999Z", "announced"],
  ["2027-04-15T00:00:00.000Z", "discouraged"],
  ["2027-07-14", "discouraged"],
  ["2027-07-15", "removed"],
  ["2031-01-01", "removed"],
])("on %s the stage is %s", (date, name) => {
  expect(stageAt(announced, new Date(date)).name).toBe(name);
});

test("an unannounced deprecation stays in its first stage", () => {
  const unannounced = { ...announced, announcedAt: null };
  expect(stageAt(unannounced, new Date("2040-01-01")).name).toBe("announced");
  expect(stageBegins(unannounced, announced.stages[2]!)).toBeNull();
});

test("a month too short for the day ends the wait on its last day", () => {
  const begins = stageBegins({ ...announced, announcedAt: "2026-08-31" }, announced.stages[2]!);
  expect(begins?.toISOString()).toBe("2027-02-28T00:00:00.000Z");
});

test("a release keeps the stage it was made in", () => {
  expect(stageOfRelease(announced, "2027-05-01").call).toBe("warn-per-call-site");
  expect(stageOfRelease(announced, null).call).toBe("warn-once");
});

test("an invalid date is refused", () => {
  expect(() => stageAt(announced, new Date("soon"))).toThrow("at must be a valid date");
});
