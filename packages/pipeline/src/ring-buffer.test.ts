import { expect, test } from "vitest";
import { RingBuffer } from "./ring-buffer.js";
import { seededRandom } from "./testing/seeded-random.js";

test.each([1, 2, 3, 8, 100])("a ring made for %i items gives them back in order, also beyond that", (capacity) => {
  const ring = new RingBuffer<number>(capacity);
  for (let n = 0; n < 250; n += 1) ring.push(n);
  expect(ring.length).toBe(250);
  expect(Array.from({ length: 250 }, () => ring.shift())).toEqual(Array.from({ length: 250 }, (_, n) => n));
  expect(ring.length).toBe(0);
});

test("any interleaving of push and shift equals that of an array", () => {
  const random = seededRandom(1);
  const ring = new RingBuffer<number>(2);
  const model: number[] = [];
  for (let step = 0; step < 20_000; step += 1) {
    if (model.length === 0 || random(100) < 50 + 8 * Math.sin(step / 500)) {
      ring.push(step);
      model.push(step);
    } else expect(ring.shift()).toBe(model.shift());
    expect(ring.length).toBe(model.length);
  }
});

test("clear() leaves an empty ring that can be filled again", () => {
  const ring = new RingBuffer<string>(2);
  for (const item of ["a", "b", "c"]) ring.push(item);
  ring.clear();
  ring.push("d");
  expect([ring.length, ring.shift()]).toEqual([1, "d"]);
});
