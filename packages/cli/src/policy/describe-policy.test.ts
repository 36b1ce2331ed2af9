import { policyNamed, resiliencePolicySchema } from "@sluice/resilience";
import { expect, test } from "vitest";
import { describePolicy } from "./describe-policy.js";

test.each([
  [policyNamed("default"), "4 attempts, exponential backoff from 250 ms, 30 s each"],
  [policyNamed("polite-api"), "11 attempts, linear backoff from 1.0 s, 10 s each, 5 requests a second"],
  [policyNamed("gpu-bound"), "2 attempts, no wait between them, 1 min 00 s each, a circuit that opens for 1 min 00 s after 5 failures"],
  [
    resiliencePolicySchema.parse({ retry: { maxAttempts: 1 }, timeoutMs: 500, rateLimit: { perSecond: 0.1 }, concurrency: 2 }),
    "1 attempt, 500 ms each, a request every 10 s, 2 at a time",
  ],
])("a policy is described in one line", (policy, text) => {
  expect(describePolicy(policy)).toBe(text);
});
