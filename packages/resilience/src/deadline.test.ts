import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { Deadline } from "./deadline.js";
import { sleep } from "./sleep.js";

test("the signal aborts when the time is up, with the reason asked for", async () => {
  const reason = new Error("too slow");
  using deadline = new Deadline(10, { reason: () => reason });
  await sleep(30);
  expect(deadline.signal.reason).toBe(reason);
  expect(deadline.expired).toBe(true);
  expect(deadline.remainingMs).toBe(0);
});

test("without a reason of its own it is a TimeoutError", async () => {
  using deadline = new Deadline(1);
  await sleep(20);
  expect(deadline.signal.reason).toMatchObject({ name: "TimeoutError" });
});

test("the parent's reason is passed on untouched", () => {
  const parent = new AbortController();
  using deadline = new Deadline(60_000, { signal: parent.signal });
  const reason = new Error("stop");
  parent.abort(reason);
  expect(deadline.signal.reason).toBe(reason);
  expect(deadline.expired).toBe(false);
});

test("a parent that has aborted already aborts it at once", () => {
  const reason = new Error("stop");
  using deadline = new Deadline(60_000, { signal: AbortSignal.abort(reason) });
  expect(deadline.signal.reason).toBe(reason);
});

test("10,000 deadlines leave no listener on their parent", () => {
  const { signal } = new AbortController();
  for (let n = 0; n < 10_000; n += 1) {
    using _ = new Deadline(60_000, { signal });
  }
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test("a disposed deadline does not abort", async () => {
  const deadline = new Deadline(5);
  deadline[Symbol.dispose]();
  await sleep(20);
  expect(deadline.signal.aborted).toBe(false);
});

test.each([0, -1, Number.NaN, 2 ** 31, Infinity])("%d ms are refused", (ms) => {
  expect(() => new Deadline(ms)).toThrow(RangeError);
});
