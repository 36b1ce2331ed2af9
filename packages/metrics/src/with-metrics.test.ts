import { expect, test } from "vitest";
import { collect } from "@sluice/core-events/testing";
import { RunMetrics } from "./aggregate/run-metrics.js";
import type { AnyEvent } from "./event-consumer.js";
import { ModelRun } from "./testing/model-run.js";
import { withMetrics } from "./with-metrics.js";

/** A source that says how much was asked of it and whether it was closed. */
function sourceOf<Item>(items: readonly Item[]): AsyncIterable<Item> & { pulled: number; closed: boolean } {
  const source = {
    pulled: 0,
    closed: false,
    async *[Symbol.asyncIterator](): AsyncGenerator<Item> {
      try {
        for (const item of items) {
          source.pulled += 1;
          yield item;
        }
      } finally {
        source.closed = true;
      }
    },
  };
  return source;
}

const run = new ModelRun();
const events = [run.start(), run.started("1"), run.complete("1"), run.end()];

test("the same events come out in the same order, and every consumer sees each one before it does", async () => {
  const seen: AnyEvent[] = [];
  const metrics = new RunMetrics();
  const out: AnyEvent[] = [];
  for await (const event of withMetrics(sourceOf(events), metrics.observe, (event) => seen.push(event))) {
    out.push(event);
    expect(seen).toEqual(out);
  }
  expect(out.every((event, index) => event === events[index])).toBe(true);
  expect(metrics.snapshot().completed).toBe(1);
});

test("arrays of events come out as they are", async () => {
  const metrics = new RunMetrics();
  const batches = [events.slice(0, 2), events.slice(2)];
  const out = await collect(withMetrics(sourceOf(batches), metrics.observe));
  expect(out[0]).toBe(batches[0]);
  expect(metrics.snapshot()).toMatchObject({ completed: 1, runs: { completed: 1 } });
});

test("nothing is read ahead, and leaving early closes the source", async () => {
  const source = sourceOf(events);
  for await (const _ of withMetrics(source, () => {})) break;
  expect([source.pulled, source.closed]).toEqual([1, true]);
});

test("an error of the source passes unchanged", async () => {
  const failure = new Error("gone");
  const source = (async function* () {
    yield run.start();
    throw failure;
  })();
  await expect(collect(withMetrics(source, () => {}))).rejects.toBe(failure);
});

test("an error of a consumer passes unchanged and closes the source", async () => {
  const failure = new Error("mine");
  const source = sourceOf(events);
  const consumer = (): void => {
    throw failure;
  };
  await expect(collect(withMetrics(source, consumer))).rejects.toBe(failure);
  expect(source.closed).toBe(true);
});

test("await using closes the source", async () => {
  const source = sourceOf(events);
  {
    await using stream = withMetrics(source, () => {});
    await stream.next();
  }
  expect(source.closed).toBe(true);
});

test("a stream without a consumer is refused", () => {
  expect(() => withMetrics(sourceOf(events))).toThrow(new TypeError("Cannot observe a stream: at least one consumer is required, received none"));
});
