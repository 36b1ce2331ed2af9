import { expect, test, vi } from "vitest";
import { sleep } from "./sleep.js";

test("sleep() never ends early", async () => {
  for (const ms of [0, 1, 1.7, 25]) {
    const start = performance.now();
    await sleep(ms);
    expect(performance.now() - start).toBeGreaterThanOrEqual(ms);
  }
});

test("D14: a wall clock that jumps changes nothing", async () => {
  const start = performance.now();
  const jump = vi.spyOn(Date, "now").mockReturnValue(0);
  await sleep(30);
  jump.mockRestore();
  expect(performance.now() - start).toBeGreaterThanOrEqual(30);
  expect(performance.now() - start).toBeLessThan(1_000);
});

test("sleep() rejects with the signal's reason as soon as it aborts", async () => {
  const controller = new AbortController();
  const reason = new Error("stop");
  const waiting = sleep(60_000, controller.signal);
  controller.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  await expect(sleep(0, controller.signal)).rejects.toBe(reason);
});

test.each([2 ** 31, 1e20, Infinity])("a wait of %d ms does not fire at once", async (ms) => {
  const controller = new AbortController();
  const waiting = sleep(ms, controller.signal).then(() => "ended", () => "aborted");
  await sleep(20);
  controller.abort();
  expect(await waiting).toBe("aborted");
});

test("D3: NaN is refused rather than taken for no wait", async () => {
  await expect(sleep(Number.NaN)).rejects.toThrow(RangeError);
});
