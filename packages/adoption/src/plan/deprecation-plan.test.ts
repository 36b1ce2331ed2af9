import { runAsyncLegacyDeprecation } from "@sluice/core-events/deprecations";
import { expect, test } from "vitest";
import { deprecationPlan } from "./deprecation-plan.js";

test("each stage has its first day, and one of them holds", () => {
  const plan = deprecationPlan({ ...runAsyncLegacyDeprecation, announcedAt: "2027-01-15" }, new Date("2027-05-01"));
  expect(plan.stages.map(({ name, begins, current, call, lint }) => [name, begins, current, call, lint])).toEqual([
    ["announced", "2027-01-15", false, "warn-once", "warn"],
    ["discouraged", "2027-04-15", true, "warn-per-call-site", "error"],
    ["removed", "2027-07-15", false, "throw", "error"],
  ]);
});

test("before the announcement there are no days, and the first stage holds", () => {
  const plan = deprecationPlan({ ...runAsyncLegacyDeprecation, announcedAt: null }, new Date("2040-01-01"));
  expect(plan.stages.map(({ begins, current }) => [begins, current])).toEqual([[null, true], [null, false], [null, false]]);
});
