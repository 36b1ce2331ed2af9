import { expect, test } from "vitest";
import { RetryBudget } from "./retry-budget.js";

test("D6: in the long run a retry per five first attempts goes at once", async () => {
  const budget = new RetryBudget({ burst: 10, perSecond: 0.001 });
  let retries = 0;
  for (let call = 0; call < 10_000; call += 1) {
    budget.earn();
    if (budget.left < 1) continue;
    await budget.spend();
    retries += 1;
  }
  expect(retries).toBeGreaterThanOrEqual(2_000);
  expect(retries).toBeLessThanOrEqual(2_011);
});

test("D6: a retry that is not earned waits for its second, and nothing is given up", async () => {
  const budget = new RetryBudget({ burst: 1, perSecond: 20 });
  const start = performance.now();
  for (let n = 0; n < 4; n += 1) await budget.spend();
  expect(performance.now() - start).toBeGreaterThanOrEqual(145);
});

test("a short bad phase is not slowed down", async () => {
  const budget = new RetryBudget();
  const start = performance.now();
  for (let n = 0; n < 500; n += 1) await budget.spend();
  expect(performance.now() - start).toBeLessThan(500);
});

test("an abort ends the wait with the signal's reason and takes nothing", async () => {
  const budget = new RetryBudget({ burst: 1, perSecond: 0.01 });
  await budget.spend();
  const controller = new AbortController();
  const reason = new Error("stop");
  const waiting = budget.spend(controller.signal);
  controller.abort(reason);
  await expect(waiting).rejects.toBe(reason);
});
