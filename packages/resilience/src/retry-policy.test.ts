import { expect, test } from "vitest";
import { retryDelayMs, retryPolicySchema } from "./retry-policy.js";

const policy = retryPolicySchema.parse({ initialDelayMs: 100, maxDelayMs: 1_000 });

test("waits double up to the maximum", () => {
  const waits = [1, 2, 3, 4, 5, 60].map((attempt) => retryDelayMs(policy, attempt, { random: () => 1 }));
  expect(waits).toEqual([100, 200, 400, 800, 1_000, 1_000]);
});

test("D1: jitter keeps a wait between half of it and the whole", () => {
  for (let n = 0; n < 200; n += 1) {
    const wait = retryDelayMs(policy, 2);
    expect(wait).toBeGreaterThanOrEqual(100);
    expect(wait).toBeLessThan(200);
  }
});

test("linear waits grow by the same step, and none are none", () => {
  const linear = { ...policy, backoff: "linear" } as const;
  expect([1, 2, 3, 60].map((attempt) => retryDelayMs(linear, attempt, { random: () => 1 }))).toEqual([100, 200, 300, 1_000]);
  expect(retryDelayMs({ ...policy, backoff: "none" }, 5)).toBe(0);
});

test("jitter takes all of a wait, half of it or nothing", () => {
  const waits = (["full", "equal", "none"] as const).map((jitter) => retryDelayMs({ ...policy, jitter }, 1, { random: () => 0 }));
  expect(waits).toEqual([0, 50, 100]);
});

test("an absurd attempt number still gives a finite wait", () => {
  expect(retryDelayMs(policy, 100_000, { random: () => 0.5 })).toBe(750);
});

test.each([{ maxAttempts: 0 }, { maxAttempts: 1.5 }, { factor: 0.5 }, { initialDelayMs: -1 }, { maxdelay: 5 }, { backoff: "cubic" }, { jitter: true }])("%o is refused", (input) => {
  expect(retryPolicySchema.safeParse(input).success).toBe(false);
});
