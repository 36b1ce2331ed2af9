import { expect, test } from "vitest";
import { EventLoopTurns } from "./event-loop-turns.js";
import { RunClock } from "./run-clock.js";

test("a turn is due after 1,000 steps without one, and not before", async () => {
  const turns = new EventLoopTurns(new RunClock());
  let steps = 1;
  while (!turns.due()) steps += 1;
  expect(steps).toBeLessThanOrEqual(1000);
  await turns.turn();
  expect(turns.due()).toBe(false);
  turns.stop();
});

test("a turn that comes by itself counts", async () => {
  const turns = new EventLoopTurns(new RunClock());
  for (let step = 0; step < 900; step += 1) turns.due();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(turns.due()).toBe(false);
  turns.stop();
});

test("a turn is overdue by time where the steps are long, also for those who only take", () => {
  const turns = new EventLoopTurns(new RunClock());
  const until = performance.now() + 500;
  while (!turns.overdue() && performance.now() < until);
  expect(performance.now()).toBeLessThan(until);
  turns.stop();
});

test("A11 slow steps are timed one by one: a turn waits for 8 ms and the step under way", async () => {
  const turns = new EventLoopTurns(new RunClock());
  for (let quick = 0; quick < 100; quick += 1) turns.due(); // reads the clock by the eight from here on
  await turns.turn();
  for (let round = 0; round < 3; round += 1) {
    let steps = 0;
    while (!turns.due()) {
      spin(5);
      steps += 1;
    }
    if (round > 0) expect(steps).toBeLessThanOrEqual(2);
    await turns.turn();
  }
  turns.stop();
});

test("stop() lets whoever waits go on", async () => {
  const turns = new EventLoopTurns(new RunClock());
  const waiting = turns.turn();
  turns.stop();
  await expect(waiting).resolves.toBeUndefined();
});

function spin(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}
