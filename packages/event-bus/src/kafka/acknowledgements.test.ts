import { expect, test } from "vitest";
import { Acknowledgements } from "./acknowledgements.js";

function opened({ max = 100 } = {}) {
  const stored: (readonly [number, bigint])[][] = [];
  const gates: PromiseWithResolvers<void>[] = [];
  const acknowledgements = new Acknowledgements(async (positions) => {
    stored.push([...positions]);
    const gate = Promise.withResolvers<void>();
    gates.push(gate);
    await gate.promise;
  }, max);
  const open = (): void => gates.shift()?.resolve();
  return { acknowledgements, stored, gates, open };
}

test("an acknowledgement stores the offset to go on at, and resolves when that is done", async () => {
  const { acknowledgements, stored, open } = opened();
  const ack = acknowledgements.give(2, 40n);
  const done = ack();
  expect(stored).toEqual([[[2, 41n]]]);
  open();
  await done;
});

test("what is acknowledged behind something that is not moves nothing until that is", async () => {
  const { acknowledgements, stored, open } = opened();
  const [first, second] = [acknowledgements.give(0, 1n), acknowledgements.give(0, 2n)];
  await second();
  expect(stored).toEqual([]);
  const done = first();
  open();
  await done;
  expect(stored).toEqual([[[0, 3n]]]);
});

test("acknowledgements that come while one is being stored go together", async () => {
  const { acknowledgements, stored, open } = opened();
  const acks = [1n, 2n, 3n].map((offset) => acknowledgements.give(0, offset)).concat(acknowledgements.give(1, 9n));
  const all = Promise.all(acks.map((ack) => ack()));
  open();
  await new Promise((resolve) => setImmediate(resolve));
  open();
  await all;
  expect(stored).toEqual([[[0, 2n]], [[0, 4n], [1, 10n]]]);
});

test("a position that could not be stored rejects, and goes with the next", async () => {
  const { acknowledgements, stored, gates, open } = opened();
  const [first, second] = [acknowledgements.give(0, 1n), acknowledgements.give(1, 5n)];
  const failing = first();
  gates.shift()!.reject(new Error("away"));
  await expect(failing).rejects.toThrow("away");
  const done = second();
  open();
  await done;
  expect(stored.at(-1)).toEqual([[0, 2n], [1, 6n]]);
});

test("after the partitions have gone, old acknowledgements do nothing", async () => {
  const { acknowledgements, stored } = opened();
  const ack = acknowledgements.give(0, 1n);
  acknowledgements.forget();
  await ack();
  await acknowledgements.flush();
  expect(stored).toEqual([]);
});

test("there is room for so many, and again when the first of them is acknowledged", async () => {
  const { acknowledgements, open } = opened({ max: 2 });
  const [first, second] = [acknowledgements.give(0, 1n), acknowledgements.give(0, 2n)];
  let hasRoom = false;
  const waiting = acknowledgements.whenRoom().then(() => (hasRoom = true));
  await second();
  expect(hasRoom).toBe(false);
  const done = first();
  open();
  await Promise.all([done, waiting]);
  expect(hasRoom).toBe(true);
});
