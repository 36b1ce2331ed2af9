import { expect, test } from "vitest";
import { budgetOf, isSpent, renewalTime } from "./budget.js";

const recorded = new Map([
  ["x-ratelimit-cost-usd", "0.0001"],
  ["x-ratelimit-credits-used", "1"],
  ["x-ratelimit-limit", "2000000"],
  ["x-ratelimit-limit-usd", "200"],
  ["x-ratelimit-onetime-remaining", "0"],
  ["x-ratelimit-prepaid-remaining-usd", "0"],
  ["x-ratelimit-remaining", "1999287"],
  ["x-ratelimit-remaining-usd", "199.9287"],
  ["x-ratelimit-reset", "39951"],
]);

test("recorded headers are read", () => {
  expect(budgetOf(recorded)).toMatchObject({ limit: 2_000_000, remaining: 1_999_287, remainingUsd: 199.9287, costUsd: 0.0001, resetSeconds: 39_951, required: null, creditsUsed: 1, onetimeRemaining: 0, prepaidRemainingUsd: 0 });
  expect(isSpent(budgetOf(recorded))).toBe(false);
});

test.each([
  [{ "x-ratelimit-remaining": "0" }, true],
  [{ "x-ratelimit-remaining": "3", "x-ratelimit-credits-required": "10" }, true],
  [{ "x-ratelimit-remaining-usd": "0" }, true],
  [{ "x-ratelimit-remaining": "10", "x-ratelimit-credits-required": "10" }, false],
  [{ "x-ratelimit-remaining": "none" }, false],
  [{ "x-ratelimit-remaining": "0", "x-ratelimit-onetime-remaining": "0", "x-ratelimit-prepaid-remaining-usd": "0" }, true],
  [{ "x-ratelimit-remaining": "0", "x-ratelimit-prepaid-remaining-usd": "4.2" }, false],
  [{ "x-ratelimit-remaining": "0", "x-ratelimit-onetime-remaining": "5" }, false],
  [{}, false],
])("%o means spent: %s", (headers, spent) => {
  expect(isSpent(budgetOf(new Map(Object.entries(headers))))).toBe(spent);
});

test("D4: the budget is there again at the end of Retry-After, else at the next midnight UTC", () => {
  const now = Date.parse("2026-03-02T12:54:09Z");
  expect(renewalTime("53578", now)).toBe(now + 53_578_000);
  expect(renewalTime(undefined, now)).toBe(Date.parse("2026-03-03T00:00:00Z"));
  expect(renewalTime("soon", Date.parse("2026-12-31T23:59:59Z"))).toBe(Date.parse("2027-01-01T00:00:00Z"));
});

test("D31: a header of 50 KB costs less than 50 ms", () => {
  const start = performance.now();
  budgetOf(new Map([["x-ratelimit-remaining", "1".repeat(50_000)], ["x-ratelimit-limit", "1.".repeat(25_000)]]));
  expect(performance.now() - start).toBeLessThan(50);
});
