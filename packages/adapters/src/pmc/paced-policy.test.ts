import { expect, test } from "vitest";
import { pacedPolicy } from "./paced-policy.js";

const ncbi = { host: "eutils.ncbi.nlm.nih.gov", hasKey: false };

test("by itself it asks three times a second, with a key ten times", () => {
  expect([false, true].map((hasKey) => pacedPolicy({}, { ...ncbi, hasKey }).rateLimit)).toEqual([{ perSecond: 3 }, { perSecond: 10 }]);
});

test.each([
  ["one without a pace", "default", false, 3],
  ["one that is faster", "polite-api", false, 3],
  ["one that is slower than a key allows", "polite-api", true, 5],
  ["one that may ask several times at once", { rateLimit: { perSecond: 0.5, burst: 10 } }, false, 0.5],
])("NCBI is asked no faster than it allows, whatever the policy: %s", (_, policy, hasKey, perSecond) => {
  expect(pacedPolicy({ policy }, { ...ncbi, hasKey }).rateLimit).toEqual({ perSecond, burst: 1 });
});

test("retries and timeouts are those of the policy", () => {
  expect(pacedPolicy({ policy: "polite-api" }, ncbi)).toMatchObject({ retry: { maxAttempts: 11 }, timeoutMs: 10_000 });
});

test("another server with the API is asked as the policy says", () => {
  expect(pacedPolicy({ policy: "default" }, { ...ncbi, host: "mirror.example.org" }).rateLimit).toBeUndefined();
});
