import { expect, test } from "vitest";
import { SourceOrder } from "./source-order.js";
import { seededRandom } from "./testing/seeded-random.js";

test("outcomes leave in the order of the source, whatever the order in which they come", () => {
  const random = seededRandom(3);
  const order = new SourceOrder();
  const left = Array.from({ length: 500 }, (_, n) => n);
  const out: number[] = [];
  while (left.length > 0) {
    const [n] = left.splice(random(Math.min(20, left.length)), 1) as [number];
    order.settle(n, () => out.push(n));
  }
  expect(out).toEqual(Array.from({ length: 500 }, (_, n) => n));
});

test("an outcome that settles another one while it is released does not overtake it", () => {
  const order = new SourceOrder();
  const out: string[] = [];
  order.settle(0, () => {
    order.settle(1, () => out.push("second"));
    out.push("first");
  });
  expect(out).toEqual(["first", "second"]);
});
