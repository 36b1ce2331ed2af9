import { describe, expect, onTestFinished, test } from "vitest";
import type { BusEvent } from "./event-bus.js";
import { fileBus } from "./file-bus.js";
import { hybridBus, type HybridBusOptions } from "./hybrid-bus.js";
import { fileLogReader } from "./log/event-log-reader.js";
import type { FileLog } from "./log/file-log.js";
import { openLog } from "./log/open-file-log.js";
import { logPlan } from "./log/log-options.js";
import { memoryBus } from "./memory-bus.js";
import { errorWithCode } from "./__fixtures__/error-with-code.js";
import { failingFileSystem } from "./__fixtures__/failing-file-system.js";
import { numbers, openedLog, offsetsOf } from "./__fixtures__/log-helpers.js";
import { pageEvent, sampleEvents } from "./__fixtures__/sample-events.js";
import { temporaryDirectory } from "./__fixtures__/temporary-directory.js";

const tooLarge: BusEvent = { ...pageEvent(3), payload: "x".repeat(5_000) };

/** A bus whose subscriber keeps the offsets it was given, and what the bus has reported. */
function busOn(log: FileLog, options: Partial<HybridBusOptions> = {}) {
  const errors: unknown[] = [];
  const bus = hybridBus({ log, onError: (error) => errors.push(error), ...options });
  onTestFinished(async () => await bus[Symbol.asyncDispose]());
  const seen: (number | null)[] = [];
  bus.subscribe("*", (_, { offset }) => seen.push(offset));
  return { bus, seen, errors };
}

describe("publishAll() of a hybrid bus", () => {
  test("is one sync for all, and subscribers get each event when every one of them is safe", async () => {
    const log = await openedLog(temporaryDirectory(), { sync: "always" });
    await log.flush();
    const { bus, seen } = busOn(log);
    const syncs = log.figures.syncs;
    bus.subscribe("*", () => expect(log.figures.syncedOffset).toBe(500));
    await bus.publishAll(sampleEvents(500));
    expect(seen).toEqual(numbers(1, 500));
    expect(log.figures.syncs - syncs).toBe(1);
  });

  test("stops at an event that the log does not take, with those before it published and none behind it", async () => {
    const log = await openedLog(temporaryDirectory(), { maxEventBytes: 2_000 });
    const { bus, seen, errors } = busOn(log, { onLogFailure: "continue" });
    const error = await errorWithCode(bus.publishAll([pageEvent(1), pageEvent(2), tooLarge, pageEvent(4)])!, "RECORD_TOO_LARGE");
    expect([seen, await offsetsOf(log), errors]).toEqual([[1, 2], [1, 2], [error]]);
  });

  test("hands out what is in the log, and nothing further, when the log fails in the middle", async () => {
    const files = failingFileSystem({ failName: "write" });
    files.isArmed = false;
    const log = await openLog(temporaryDirectory(), logPlan({ segmentBytes: 2_048, onError: () => undefined }, files));
    const { bus, seen } = busOn(log);
    await bus.publishAll(sampleEvents(2));
    files.isArmed = true;
    await errorWithCode(bus.publishAll(sampleEvents(3))!, "LOG_UNWRITABLE");
    expect(seen).toEqual(await offsetsOf(log));
    expect(seen.slice(0, 2)).toEqual([1, 2]);
    expect(seen.length).toBeLessThan(5);
  });

  test("goes on without a failed log where that is wanted: offsets of what is in it, null for the others, one report for the batch", async () => {
    const files = failingFileSystem({ failName: "write" });
    files.isArmed = false;
    const log = await openLog(temporaryDirectory(), logPlan({ segmentBytes: 2_048, onError: () => undefined }, files));
    const { bus, seen, errors } = busOn(log, { onLogFailure: "continue" });
    await bus.publishAll(sampleEvents(2));
    files.isArmed = true;
    await bus.publishAll(sampleEvents(3));
    await bus.publishAll(sampleEvents(2));
    expect(seen).toHaveLength(7);
    const logged = await offsetsOf(log);
    expect(seen).toEqual([...logged, ...Array.from({ length: 7 - logged.length }, () => null)]);
    expect(errors).toMatchObject([{ code: "LOG_UNWRITABLE" }, { code: "LOG_UNWRITABLE" }]);
  });

  test("waits for a subscription that wants to be waited for, as publish() does", async () => {
    const { bus } = busOn(await openedLog(temporaryDirectory()));
    const released = Promise.withResolvers<void>();
    bus.subscribe({ pattern: "*", overflow: "wait", capacity: 1 }, () => released.promise);
    let isDone = false;
    const publishing = bus.publishAll(sampleEvents(10))!.then(() => (isDone = true));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isDone).toBe(false);
    released.resolve();
    await publishing;
  });
});

test("publishAll() that nobody awaits harms nobody, and a closed bus refuses it at once", async () => {
  const log = await openedLog(temporaryDirectory(), { maxEventBytes: 2_000 });
  const { bus, errors } = busOn(log);
  void bus.publishAll([tooLarge]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(errors).toHaveLength(1);
  await bus[Symbol.asyncDispose]();
  expect(() => bus.publishAll([pageEvent(1)])).toThrow("the bus must be open");
  expect(() => fileBus({ log: fileLogReader(log.directory) }).publishAll([pageEvent(1)])).toThrow(TypeError);
});

test("publishAll() of a bus in memory has called subscribers that keep up when it returns", () => {
  const bus = memoryBus();
  const seen: number[] = [];
  bus.subscribe("*", (event) => seen.push(event.sequence));
  expect(bus.publishAll(sampleEvents(3))).toBeUndefined();
  expect(seen).toEqual([1, 2, 3]);
});

test("a bus gives the log that it keeps, for forwarders; one in memory has none", async () => {
  const log = await openedLog(temporaryDirectory());
  const reader = fileLogReader(log.directory);
  expect([busOn(log).bus.log, fileBus({ log: reader }).log, memoryBus().log]).toEqual([log, reader, undefined]);
});
