import { expect, test, vi } from "vitest";
import { RateLimiter } from "./rate-limiter.js";
import { sleep } from "./sleep.js";

/** When each of `count` permits taken at once came, in milliseconds from the first. */
async function times(limiter: RateLimiter, count: number): Promise<number[]> {
  const taken: number[] = [];
  await Promise.all(Array.from({ length: count }, () => limiter.take().then(() => taken.push(performance.now()))));
  return taken.map((time) => time - (taken[0] ?? 0));
}

test("five a second are one every 200 ms, not five at once", async () => {
  const taken = await times(new RateLimiter({ perSecond: 5, burst: 1 }), 4);
  expect(taken.slice(1).every((time, n) => time - (taken[n] ?? 0) >= 199)).toBe(true);
  expect(taken.at(-1)).toBeLessThan(2_000); // 600 ms, on a machine that is not busy
});

test("a burst goes at once, and then one by one", async () => {
  const taken = await times(new RateLimiter({ perSecond: 20, burst: 3 }), 5);
  expect(taken[2]).toBeLessThan(25);
  expect(taken[3]).toBeGreaterThanOrEqual(48);
  expect(taken[4]).toBeGreaterThanOrEqual(98);
});

test("a long rest earns no more than the burst", async () => {
  const limiter = new RateLimiter({ perSecond: 50, burst: 2 });
  await limiter.take();
  await sleep(150);
  const taken = await times(limiter, 3);
  expect(taken[2]).toBeGreaterThanOrEqual(18);
});

test("D5: an abort gives the permit back: whoever is behind moves up", async () => {
  const limiter = new RateLimiter({ perSecond: 10, burst: 1 });
  await limiter.take();
  const start = performance.now();
  const controller = new AbortController();
  const leaving = Array.from({ length: 20 }, () => limiter.take({ signal: controller.signal }));
  const staying = limiter.take();
  controller.abort(new Error("stop"));
  for (const result of await Promise.allSettled(leaving)) expect(result).toMatchObject({ reason: { message: "stop" } });
  await staying;
  expect(performance.now() - start).toBeLessThan(300);
});

test("D14: a wall clock that jumps changes nothing, and a wait is never negative", async () => {
  const limiter = new RateLimiter({ perSecond: 20, burst: 1 });
  await limiter.take();
  const jump = vi.spyOn(Date, "now").mockReturnValue(0);
  const start = performance.now();
  await limiter.take();
  jump.mockRestore();
  expect(performance.now() - start).toBeLessThan(200);
  await sleep(80);
  expect(limiter.waitMs).toBe(0);
});

test("a wait is reported before it begins, and no wait is not", async () => {
  const limiter = new RateLimiter({ perSecond: 50, burst: 1 });
  const waits: number[] = [];
  const onWait = (waitMs: number): void => void waits.push(waitMs);
  await Promise.all([limiter.take({ onWait }), limiter.take({ onWait }), limiter.take({ onWait })]);
  expect(waits).toHaveLength(2);
  expect(waits[0]).toBeLessThanOrEqual(20);
  expect(waits[1]).toBeGreaterThan(20);
});
