import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { FifoSlots } from "./fifo-slots.js";
import { sleep } from "./sleep.js";

test("at most so many hold a slot, and whoever came first is first", async () => {
  const slots = new FifoSlots(2);
  const order: number[] = [];
  let most = 0;
  let running = 0;
  const work = async (n: number): Promise<void> => {
    using _slot = await slots.take();
    order.push(n);
    most = Math.max(most, (running += 1));
    await sleep(2);
    running -= 1;
  };
  await Promise.all([1, 2, 3, 4, 5].map(work));
  expect([order, most, slots.idle]).toEqual([[1, 2, 3, 4, 5], 2, true]);
});

test("an abort in line gives the place up, with the signal's reason and no listener left", async () => {
  const slots = new FifoSlots(1);
  const first = await slots.take();
  const controller = new AbortController();
  const reason = new Error("stop");
  const waiting = slots.take(controller.signal);
  const behind = slots.take();
  controller.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  first[Symbol.dispose]();
  (await behind)[Symbol.dispose]();
  expect(slots.idle).toBe(true);
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
});

test("a slot disposed twice is one slot", async () => {
  const slots = new FifoSlots(1);
  const slot = await slots.take();
  slot[Symbol.dispose]();
  slot[Symbol.dispose]();
  using _held = await slots.take();
  expect(slots.idle).toBe(false);
});
