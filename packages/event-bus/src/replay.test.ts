import { createHash } from "node:crypto";
import { appendFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fileBus } from "./file-bus.js";
import { hybridBus } from "./hybrid-bus.js";
import { fileLogReader } from "./log/event-log-reader.js";
import { memoryBus } from "./memory-bus.js";
import { replay, replayBatches, replayInto, type ReplayOptions } from "./replay.js";
import { errorWithCode } from "./__fixtures__/error-with-code.js";
import { numbers, openedLog, writtenLog } from "./__fixtures__/log-helpers.js";
import { BEGINNING, pageEvent } from "./__fixtures__/sample-events.js";
import { temporaryDirectory } from "./__fixtures__/temporary-directory.js";

async function logOf(count: number): Promise<ReturnType<typeof fileLogReader>> {
  const directory = temporaryDirectory();
  await writtenLog(directory, count, { segmentBytes: 8_192 });
  return fileLogReader(directory);
}

async function replayed(log: ReturnType<typeof fileLogReader>, options: ReplayOptions = {}): Promise<number[]> {
  const offsets: number[] = [];
  for await (const entry of replay(log, options)) {
    expect(entry.replayed).toBe(true);
    offsets.push(entry.offset);
  }
  return offsets;
}

test("a replay begins at an offset or a time, ends where told, and gives the types wanted", async () => {
  const log = await logOf(300);
  expect(await replayed(log)).toEqual(numbers(1, 300));
  expect(await replayed(log, { from: 295 })).toEqual(numbers(295, 300));
  expect(await replayed(log, { from: new Date(BEGINNING + 298_000), to: 299 })).toEqual([298, 299]);
  expect(await replayed(log, { types: ["*Failed", "Run*"], to: 50 })).toEqual([10, 20, 30, 40, 50]);
});

test("replayBatches() gives the same entries some at a time, and one at a time where they are paced", async () => {
  const log = await logOf(500);
  const batches = await Array.fromAsync(replayBatches(log, { types: "Document*" }));
  expect(batches.length).toBeLessThan(50);
  expect(batches.flat()).toEqual(await Array.fromAsync(replay(log, { types: "Document*" })));
  const paced = await Array.fromAsync(replayBatches(log, { types: "Document*", speed: 1e9 }));
  expect(paced).toEqual(batches.flat().map((entry) => [entry]));
});

test("E12 two replays give the same bytes", async () => {
  const log = await logOf(500);
  const digest = async (): Promise<string> => {
    const hash = createHash("sha256");
    for await (const entry of replay(log)) hash.update(JSON.stringify(entry));
    return hash.digest("hex");
  };
  expect(await digest()).toBe(await digest());
});

test("E11 an event of an unknown type or version comes through untouched, also when events are checked", async () => {
  const directory = temporaryDirectory();
  const log = await openedLog(directory);
  const newer = [{ type: "DocumentArchived", version: 1, shelf: 3 }, { ...pageEvent(1), version: 2, payload: undefined, page: { is: "new" } }];
  for (const event of newer) log.append(event);
  const seen: unknown[] = [];
  for await (const { event } of replay(log, { validates: true })) seen.push(event);
  expect(seen).toEqual(JSON.parse(JSON.stringify(newer)));
});

test("with checks, an event that breaks its schema ends the replay with its offset", async () => {
  const directory = temporaryDirectory();
  await writtenLog(directory, 2);
  appendFileSync(`${directory}/0000000000000001.jsonl`, '{"type":"DocumentFailed","version":1}\n');
  const log = fileLogReader(directory);
  expect(await replayed(log)).toEqual([1, 2, 3]);
  expect((await errorWithCode(replayed(log, { validates: true }), "EVENT_INVALID")).context).toEqual({ offset: 3 });
});

describe("with a speed", () => {
  /** A clock that stands still but for its sleeps. */
  function handClock(): { now: () => number; sleep: (ms: number) => Promise<void>; slept: number[] } {
    let now = 0;
    const slept: number[] = [];
    return { slept, now: () => now, sleep: async (ms) => { slept.push(ms); now += ms; } };
  }

  async function sleeps(timestamps: readonly (number | undefined)[], options: ReplayOptions): Promise<number[]> {
    const log = await openedLog(temporaryDirectory());
    for (const [n, timestamp] of timestamps.entries()) log.append({ type: "X", version: 1, n, timestamp });
    const clock = handClock();
    for await (const _ of replay(log, { clock, ...options }));
    return clock.slept;
  }

  test("events keep their spacing, divided by it", async () => {
    expect(await sleeps([0, 1_000, 1_000, 4_000], { speed: 1 })).toEqual([1_000, 3_000]);
    expect(await sleeps([0, 1_000, 1_000, 4_000], { speed: 10 })).toEqual([100, 300]);
  });

  test("a clock that was set back, or a missing time, waits for nothing, and no pause is longer than allowed", async () => {
    expect(await sleeps([5_000, 1_000, undefined, 6_000], { speed: 1 })).toEqual([1_000]);
    expect(await sleeps([0, 86_400_000], { speed: 1, maxPauseMs: 50 })).toEqual([50]);
  });

  test("without one nothing waits", async () => expect(await sleeps([0, 1e12], {})).toEqual([]));

  test("a wait ends with the signal's reason", async () => {
    const log = await openedLog(temporaryDirectory());
    for (const timestamp of [0, 1e9]) log.append({ type: "X", version: 1, timestamp });
    const stop = new AbortController();
    const reason = new Error("stop");
    setTimeout(() => stop.abort(reason), 20);
    await expect(replayed(log, { speed: 1, signal: stop.signal })).rejects.toBe(reason);
  });

  test.each([{ speed: 0 }, { speed: -1 }, { speed: Number.NaN }, { maxPauseMs: -1 }])("%j is refused at once", (options) => {
    expect(() => replay(fileLogReader("x"), options)).toThrow(RangeError);
  });
});

test("E12 replayed into a bus, projections see everything marked, and side effects nothing", async () => {
  const log = await logOf(120);
  await using bus = memoryBus();
  const seen: number[] = [];
  let alerts = 0;
  const alerting = bus.subscribe({ pattern: "*", sideEffects: true }, () => (alerts += 1));
  bus.subscribe({ pattern: "*", capacity: 4, overflow: "wait" }, async (_, { offset, replayed: isReplayed }) => {
    await Promise.resolve();
    if (isReplayed) seen.push(offset!);
  });
  expect(await replayInto(bus, log)).toBe(120);
  expect(seen).toEqual(numbers(1, 120));
  expect([alerts, alerting.figures.skipped]).toEqual([0, 120]);
});

test.each([["hybridBus", hybridBus], ["fileBus", fileBus]] as const)("replayed into a %s, nothing is written again", async (_, make) => {
  const source = await logOf(12);
  const log = await openedLog(temporaryDirectory());
  await using bus = make({ log });
  const seen: unknown[] = [];
  bus.subscribe({ pattern: "*", from: "end" }, (event, { replayed: isReplayed }) => seen.push([event.sequence, isReplayed]));
  expect(await replayInto(bus, source)).toBe(12);
  await bus.publish(pageEvent(13));
  await bus.flush();
  expect(seen).toEqual([...numbers(1, 12).map((n) => [n, true]), [13, false]]);
  expect(log.figures.writtenOffset).toBe(1);
});
