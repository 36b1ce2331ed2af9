import { expect, test } from "vitest";
import { RunMetrics } from "./aggregate/run-metrics.js";
import { observeAll } from "./event-observer.js";
import { ModelRun } from "./testing/model-run.js";

test("observeAll() gives every observer what calling each of them would", () => {
  const run = new ModelRun();
  const events = [run.start(), run.started("1"), run.complete("1"), run.fail("2"), run.end()];
  const [left, right, alone] = [new RunMetrics(), new RunMetrics(), new RunMetrics()];
  const observe = observeAll(left, right);
  for (const event of events) {
    observe(event);
    alone.observe(event);
  }
  expect(left.snapshot()).toEqual(alone.snapshot());
  expect(right.snapshot()).toEqual(alone.snapshot());
});

test("observeAll() refuses to observe for nobody", () => {
  expect(() => observeAll()).toThrow(new TypeError("Cannot observe events: at least one observer is required, received none"));
});
