import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { fileBus } from "./file-bus.js";
import { hybridBus } from "./hybrid-bus.js";
import { fileLogReader } from "./log/event-log-reader.js";
import { until } from "./testing/bus-contract.js";
import { numbers, openedLog, writtenLog } from "./__fixtures__/log-helpers.js";
import { pageEvent, sampleEvent } from "./__fixtures__/sample-events.js";
import { temporaryDirectory } from "./__fixtures__/temporary-directory.js";

test("a subscription begins at an offset, and goes on with what is published", async () => {
  const directory = temporaryDirectory();
  await writtenLog(directory, 20);
  const log = await openedLog(directory);
  await using bus = fileBus({ log });
  const seen: (number | null)[] = [];
  bus.subscribe({ pattern: "*", from: 18 }, (_, { offset }) => seen.push(offset));
  await bus.publish(sampleEvent(21));
  await bus.flush();
  expect(seen).toEqual([18, 19, 20, 21]);
});

test("a bus on a reader gets what another owner of the log writes, and publishes nothing", async () => {
  const directory = temporaryDirectory();
  const log = await openedLog(directory);
  await using bus = fileBus({ log: fileLogReader(directory) });
  const stream = bus.stream({ pattern: "*", from: 1 });
  log.append(pageEvent(1));
  expect((await stream.next()).value).toMatchObject({ offset: 1, replayed: false });
  expect(() => bus.publish(pageEvent(2))).toThrow(TypeError);
});

describe("a group", () => {
  test("goes on where it was, and begins where told the first time", async () => {
    const directory = temporaryDirectory();
    await writtenLog(directory, 10);
    for (const expected of [numbers(4, 10), numbers(11, 20)]) {
      await using bus = fileBus({ log: fileLogReader(directory) });
      const seen: (number | null)[] = [];
      bus.subscribe({ pattern: "*", group: "audit", from: 4 }, (_, { offset }) => seen.push(offset));
      await until(() => seen.length === expected.length);
      expect(seen).toEqual(expected);
      await bus[Symbol.asyncDispose]();
      await writtenLog(directory, 10);
    }
  });

  test("gets an event again whose handler failed, and passes it over after five times", async () => {
    const errors: unknown[] = [];
    const log = await openedLog(temporaryDirectory());
    await using bus = fileBus({ log, onError: (error) => errors.push(error) });
    const calls: number[] = [];
    const subscription = bus.subscribe({ pattern: "*", group: "g", from: 1 }, async (event) => {
      calls.push(event.sequence);
      if (event.sequence === 2 || calls.filter((n) => n === event.sequence).length < 2) throw new Error("not yet");
    });
    for (let n = 1; n <= 3; n += 1) await bus.publish(pageEvent(n));
    await bus.flush();
    expect(calls).toEqual([1, 1, 2, 2, 2, 2, 2, 3, 3]);
    expect([subscription.figures.delivered, subscription.figures.failed, errors.length]).toEqual([2, 7, 7]);
  });

  test("sees an event again that it was left at", async () => {
    const directory = temporaryDirectory();
    await writtenLog(directory, 5);
    for (const [first, left] of [[1, 3], [3, 4], [4, 5]]) {
      await using bus = fileBus({ log: fileLogReader(directory) });
      const seen: (number | null)[] = [];
      for await (const { offset } of bus.stream({ pattern: "*", group: "g", from: 1 })) if (seen.push(offset) && offset === left) break;
      expect(seen[0]).toBe(first);
    }
  });

  test("that has acknowledged more than the log holds ends with an error, and does not wait for the past", async () => {
    const directory = temporaryDirectory();
    await writtenLog(directory, 3);
    await fileLogReader(directory).consumerOffset("g").save(9);
    await using bus = fileBus({ log: fileLogReader(directory), onError: () => undefined });
    await expect(bus.subscribe({ pattern: "*", group: "g" }, () => undefined).closed).rejects.toMatchObject({ code: "LOG_TRUNCATED" });
  });

  test("is told of events that retention has removed", async () => {
    const directory = temporaryDirectory();
    await fileLogReader(directory).consumerOffset("late").save(3);
    await writtenLog(directory, 300, { segmentBytes: 8_192, retention: { maxSegments: 2, keepUnread: false } });
    const { first } = await fileLogReader(directory).range();
    await using bus = fileBus({ log: fileLogReader(directory) });
    const stream = bus.stream({ pattern: "*", group: "late" });
    expect((await stream.next()).value).toMatchObject({ offset: first, missed: first - 4 });
    expect(stream.figures.dropped).toBe(first - 4);
  });

  test("has one subscription at a time", async () => {
    await using bus = fileBus({ log: await openedLog(temporaryDirectory()) });
    bus.subscribe({ pattern: "*", group: "g" }, () => undefined);
    expect(() => bus.subscribe({ pattern: "*", group: "g" }, () => undefined)).toThrow(TypeError);
  });
});

test("E3 a slow subscriber of the log loses nothing and holds up nobody", async () => {
  const log = await openedLog(temporaryDirectory());
  await using bus = hybridBus({ log });
  const slow: number[] = [];
  let fast = 0;
  const subscription = bus.subscribe({ pattern: "*", from: 1 }, async (event) => {
    await sleep(1);
    slow.push(event.sequence);
  });
  bus.subscribe("*", () => (fast += 1));
  for (let n = 1; n <= 200; n += 1) await bus.publish(pageEvent(n));
  expect(fast).toBe(200);
  expect(subscription.figures.queued).toBeGreaterThan(0);
  await bus.flush();
  expect([slow, subscription.figures.dropped]).toEqual([numbers(1, 200), 0]);
});

test("a subscription of a damaged log ends with the error, which is reported, and others go on", async () => {
  const errors: unknown[] = [];
  const directory = temporaryDirectory();
  await writtenLog(directory, 3);
  const { appendFileSync } = await import("node:fs");
  appendFileSync(`${directory}/0000000000000001.jsonl`, "rubbish\n");
  await using bus = fileBus({ log: fileLogReader(directory), onError: (error) => errors.push(error) });
  const subscription = bus.subscribe({ pattern: "*", from: 1 }, () => undefined);
  await expect(subscription.closed).rejects.toMatchObject({ code: "LOG_DAMAGED", context: { line: 4 } });
  expect(errors).toMatchObject([{ code: "LOG_DAMAGED" }]);
});

test("a subscriber in memory sees only what a reader of the log finds", async () => {
  const directory = temporaryDirectory();
  const log = await openedLog(directory, { sync: "always" });
  await using bus = hybridBus({ log });
  const checks: Promise<boolean>[] = [];
  bus.subscribe("*", (_, { offset }) => {
    expect(log.figures.syncedOffset).toBeGreaterThanOrEqual(offset!);
    checks.push(fileLogReader(directory).range().then(({ last }) => last >= offset!));
  });
  for (let n = 1; n <= 20; n += 1) void bus.publish(pageEvent(n));
  await bus.flush();
  expect([checks.length, await Promise.all(checks)]).toEqual([20, Array.from({ length: 20 }, () => true)]);
});
