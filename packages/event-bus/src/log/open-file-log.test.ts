import { readdirSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { SluiceError } from "@sluice/core-events";
import { describe, expect, test, vi } from "vitest";
import type { BusEvent } from "../event-bus.js";
import { errorWithCode } from "../__fixtures__/error-with-code.js";
import { entriesOf, numbers, offsetsOf, openedLog, writtenLog } from "../__fixtures__/log-helpers.js";
import { BEGINNING, pageEvent, sampleEvent, sampleEvents } from "../__fixtures__/sample-events.js";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.js";
import { fileLogReader } from "./event-log-reader.js";
import { openFileLog } from "./open-file-log.js";
import type { LogNotice } from "./log-notice.js";

test("events get offsets 1, 2, 3 … and come back as they were, one per line", async () => {
  const directory = temporaryDirectory();
  const log = await openedLog(directory);
  expect(sampleEvents(3).map((event) => log.append(event))).toEqual([1, 2, 3]);
  await log.settled(3);
  expect(await entriesOf(log)).toEqual(sampleEvents(3).map((event, index) => ({ offset: index + 1, event })));
  expect(readFileSync(join(directory, "0000000000000001.jsonl"), "utf8")).toBe(sampleEvents(3).map((event) => `${JSON.stringify(event)}\n`).join(""));
});

test("offsets go on after the log was closed", async () => {
  const directory = temporaryDirectory();
  await writtenLog(directory, 5);
  const log = await openedLog(directory);
  expect(log.append(sampleEvent(6))).toBe(6);
  expect(await offsetsOf(log)).toEqual(numbers(1, 6)); // once it is written
  expect(await log.range()).toEqual({ first: 1, last: 6 });
  expect(await fileLogReader(directory).range()).toEqual({ first: 1, last: 6 });
});

test("E7 whatever a string holds, it stays on one line", async () => {
  const log = await openedLog(temporaryDirectory());
  const payload = ["\n", "\r\n", "\u2028\u2029", "\ud800 alone", "\0", "\u001b[31m", '{"type":"RunFailed"}\n', "x".repeat(10_000_000)];
  const event = { ...pageEvent(1), payload };
  log.append(event);
  log.append(sampleEvent(2));
  expect((await entriesOf(log)).map((entry) => entry.event)).toEqual([event, sampleEvent(2)]);
});

test("a log that does not exist yet is empty", async () => {
  const reader = fileLogReader(join(temporaryDirectory(), "none"));
  expect(await offsetsOf(reader)).toEqual([]);
  expect(await reader.range()).toEqual({ first: 1, last: 0 });
});

test.each<[string, unknown, new () => Error]>([
  ["a string", "RunStarted", TypeError],
  ["nothing", null, TypeError],
  ["no type", {}, TypeError],
  ["an empty type", { type: "" }, TypeError],
  ["a bigint", { type: "X", n: 1n }, TypeError],
  ["toJSON", { type: "X", toJSON: () => 1 }, TypeError],
])("append() refuses %s at once, and goes on", async (_, event, type) => {
  const log = await openedLog(temporaryDirectory());
  expect(() => log.append(event as BusEvent)).toThrow(type);
  expect(log.append(sampleEvent(1))).toBe(1);
});

test("an event beyond the limit is refused, and nothing of it is written", async () => {
  const log = await openedLog(temporaryDirectory(), { maxEventBytes: 2_000 });
  await errorWithCode((async () => log.append({ ...pageEvent(1), payload: "ä".repeat(1_000) }))(), "RECORD_TOO_LARGE");
  log.append(pageEvent(1));
  expect(await offsetsOf(log)).toEqual([1]);
});

test("a producer that never waits is stopped before memory is gone", async () => {
  const log = await openedLog(temporaryDirectory(), { maxPendingBytes: 100_000 });
  expect(() => {
    for (let n = 1; n < 10_000; n += 1) log.append(sampleEvent(n));
  }).toThrow(RangeError);
});

describe("segments", () => {
  test("E5 a full segment is followed by another, without a gap", async () => {
    const directory = temporaryDirectory();
    await writtenLog(directory, 500, { segmentBytes: 8_192 });
    const segments = readdirSync(directory).filter((name) => name.endsWith(".jsonl"));
    expect(segments.length).toBeGreaterThan(10);
    for (const name of segments) expect(statSync(join(directory, name)).size).toBeLessThanOrEqual(8_192 + 300);
    expect(await offsetsOf(fileLogReader(directory))).toEqual(numbers(1, 500));
  });

  test("an old segment is followed by another at the next event", async () => {
    const directory = temporaryDirectory();
    const log = await openedLog(directory, { segmentAgeMs: 20 });
    await log.settled(log.append(sampleEvent(1)));
    await new Promise((resolve) => setTimeout(resolve, 40));
    await log.settled(log.append(sampleEvent(2)));
    expect(log.figures.rotations).toBe(1);
    expect(await offsetsOf(log)).toEqual([1, 2]);
  });

  test("files are for their owner alone", async () => {
    const directory = join(temporaryDirectory(), "log");
    await writtenLog(directory, 100, { segmentBytes: 8_192 });
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(directory)) expect(statSync(join(directory, name)).mode & 0o777, name).toBe(0o600);
  });
});

describe("reading", () => {
  test("begins and ends at any offset, with and without index", async () => {
    const directory = temporaryDirectory();
    await writtenLog(directory, 4_000, { segmentBytes: 500_000 });
    const reader = fileLogReader(directory);
    for (const from of [1, 2, 1_500, 2_800, 3_999, 4_000]) expect(await offsetsOf(reader, { from, to: from + 3 })).toEqual(numbers(from, Math.min(from + 3, 4_000)));
    expect(await offsetsOf(reader, { from: 4_001 })).toEqual([]);
    for (const name of readdirSync(directory)) if (name.endsWith(".index.json")) rmSync(join(directory, name));
    expect(await offsetsOf(reader, { from: 2_800, to: 2_801 })).toEqual([2_800, 2_801]);
  });

  test("begins at a time, with and without index", async () => {
    const directory = temporaryDirectory();
    await writtenLog(directory, 4_000, { segmentBytes: 500_000 });
    const reader = fileLogReader(directory);
    const firstAt = async (ms: number): Promise<number | undefined> => (await offsetsOf(reader, { from: new Date(BEGINNING + ms) }))[0];
    const places = [0, 1_000, 1_500, 2_800_000, 4_000_000, 4_000_001];
    const expected = [1, 1, 2, 2_800, 4_000, undefined];
    expect(await Promise.all(places.map(firstAt))).toEqual(expected);
    for (const name of readdirSync(directory)) if (name.endsWith(".index.json")) rmSync(join(directory, name));
    expect(await Promise.all(places.map(firstAt))).toEqual(expected);
  });

  test("by time takes everything behind the first event of that time, also when the clock was set back", async () => {
    const log = await openedLog(temporaryDirectory());
    for (const [n, timestamp] of [10, 20, 15, 30, 5].entries()) log.append({ ...pageEvent(n + 1), timestamp });
    expect(await offsetsOf(log, { from: new Date(18) })).toEqual([2, 3, 4, 5]);
  });

  test("an index that is damaged or does not fit is passed over", async () => {
    const directory = temporaryDirectory();
    await writtenLog(directory, 100);
    const { writeFileSync } = await import("node:fs");
    for (const content of ["", "{", '{"version":1,"base":1,"bytes":1e9,"events":7,"latest":null,"points":[]}', '{"version":1,"base":2}']) {
      writeFileSync(join(directory, "0000000000000001.index.json"), content);
      expect(await offsetsOf(fileLogReader(directory), { from: 50, to: 51 })).toEqual([50, 51]);
      expect(await fileLogReader(directory).range()).toEqual({ first: 1, last: 100 });
    }
  });

  test.each([{ from: -1 }, { from: 1.5 }, { from: new Date(Number.NaN) }, { to: -1 }, { pollMs: 0 }])("%j is refused at once", (options) => {
    expect(() => fileLogReader("x").read(options)).toThrow(RangeError);
  });
});

describe("following", () => {
  test("gives what is appended later, over segments, until the signal aborts with its reason", async () => {
    const directory = temporaryDirectory();
    const log = await openedLog(directory, { segmentBytes: 2_048 });
    const stop = new AbortController();
    const reason = new Error("enough");
    const seen: number[] = [];
    const following = (async () => {
      for await (const { offset } of fileLogReader(directory).read({ follow: true, signal: stop.signal })) {
        if (seen.push(offset) === 60) stop.abort(reason);
      }
    })();
    for (const event of sampleEvents(60)) {
      log.append(event);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await expect(following).rejects.toBe(reason);
    expect(seen).toEqual(numbers(1, 60));
  });

  test("begins before the log does", async () => {
    const directory = join(temporaryDirectory(), "later");
    const reading = fileLogReader(directory).read({ follow: true, pollMs: 10 });
    const first = reading.next();
    await writtenLog(directory, 1);
    expect((await first).value).toMatchObject({ offset: 1 });
    await reading.return?.();
  });
});

describe("syncing", () => {
  test("always: what is settled is synced", async () => {
    const log = await openedLog(temporaryDirectory(), { sync: "always" });
    await log.settled(log.append(pageEvent(1)));
    expect(log.figures.syncedOffset).toBe(1);
  });

  test("interval: a group waits for its time, many events share one sync", async () => {
    const log = await openedLog(temporaryDirectory(), { syncIntervalMs: 50 });
    await log.flush();
    const { syncs } = log.figures;
    for (let n = 1; n <= 500; n += 1) await log.settled(log.append(pageEvent(n)));
    await vi.waitFor(() => expect(log.figures.syncedOffset).toBe(500));
    expect(log.figures.syncs - syncs).toBeLessThan(30);
  });

  test.each<[string, BusEvent]>([
    ["a failed document", sampleEvent(10)],
    ["the end of a run", { ...pageEvent(1), type: "RunCompleted" }],
    ["a checkpoint", { ...pageEvent(1), type: "BatchProgress", checkpoint: {} }],
  ])("interval: %s is synced at once", async (_, event) => {
    const log = await openedLog(temporaryDirectory(), { syncIntervalMs: 60_000 });
    await log.flush();
    log.append(pageEvent(1));
    log.append(event);
    await vi.waitFor(() => expect(log.figures.syncedOffset).toBe(2), { timeout: 1_000 });
  });

  test("never: only flush() syncs", async () => {
    const log = await openedLog(temporaryDirectory(), { sync: "never" });
    await log.settled(log.append(sampleEvent(10)));
    expect(log.figures).toMatchObject({ syncs: 0, syncedOffset: 0, writtenOffset: 1 });
    await log.flush();
    expect(log.figures).toMatchObject({ syncs: 1, syncedOffset: 1 });
  });
});

test("flush() syncs everything at once, also when a new segment is begun meanwhile", async () => {
  const log = await openedLog(temporaryDirectory(), { segmentBytes: 1_024, syncIntervalMs: 60_000 });
  await log.flush();
  for (let round = 0; round < 20; round += 1) {
    for (let n = 0; n < 1 + (round % 7); n += 1) log.append(sampleEvent(1));
    await log.flush();
    expect(log.figures.syncedOffset).toBe(log.figures.appendedOffset);
  }
  expect(log.figures.rotations).toBeGreaterThan(5);
});

describe("retention", () => {
  const small = { segmentBytes: 8_192 };

  test("keeps the newest segments, and says what it has removed", async () => {
    const directory = temporaryDirectory();
    const notices: LogNotice[] = [];
    const log = await openedLog(directory, { ...small, retention: { maxSegments: 3 }, onNotice: (notice) => notices.push(notice) });
    for (const event of sampleEvents(500)) log.append(event);
    await log.flush();
    const { first, last } = await log.range();
    expect(readdirSync(directory).filter((name) => name.endsWith(".jsonl"))).toHaveLength(3);
    expect(log.figures.removedEvents).toBe(first - 1);
    expect(notices.at(-1)).toMatchObject({ kind: "removed", to: first - 1 });
    expect(await offsetsOf(log)).toEqual(numbers(first, last));
  });

  test("an offset that is gone is a typed error, or a gap that is told", async () => {
    const directory = temporaryDirectory();
    await writtenLog(directory, 500, { ...small, retention: { maxBytes: 20_000 } });
    const reader = fileLogReader(directory);
    const { first } = await reader.range();
    const error = await errorWithCode(offsetsOf(reader, { from: 7 }), "LOG_OFFSET_EXPIRED");
    expect(error.context).toEqual({ requested: 7, firstOffset: first });
    const notices: LogNotice[] = [];
    expect((await offsetsOf(reader, { from: 7, expired: "skip", onNotice: (notice) => notices.push(notice) }))[0]).toBe(first);
    expect(notices).toEqual([{ kind: "gap", from: 7, to: first - 1 }]);
  });

  test("a reader that is overtaken is told, and never silently skips", async () => {
    const directory = temporaryDirectory();
    const log = await openedLog(directory, { ...small, retention: { maxSegments: 2 } });
    for (const event of sampleEvents(40)) log.append(event);
    await log.flush();
    const reading = log.read({ from: 1 });
    await reading.next();
    for (const event of sampleEvents(500, { from: 41 })) log.append(event);
    await log.flush();
    await errorWithCode((async () => { for await (const _ of reading); })(), "LOG_OFFSET_EXPIRED");
  });

  test("what an active consumer has not read is kept; one that is given up holds nothing", async () => {
    const directory = temporaryDirectory();
    const retention = { maxSegments: 1, consumerIdleMs: 60_000 };
    const log = await openedLog(directory, { ...small, retention });
    await log.consumerOffset("alerts").save(0);
    for (const event of sampleEvents(300)) log.append(event);
    await log.flush();
    expect((await log.range()).first).toBe(1);
    utimesSync(log.consumerOffset("alerts").path, new Date(0), new Date(0));
    for (const event of sampleEvents(300)) log.append(event);
    await log.flush();
    expect((await log.range()).first).toBeGreaterThan(1);
  });

  test("old segments go by age", async () => {
    const directory = temporaryDirectory();
    await writtenLog(directory, 200, small);
    for (const name of readdirSync(directory)) utimesSync(join(directory, name), new Date(0), new Date(0));
    const log = await openedLog(directory, { ...small, retention: { maxAgeMs: 60_000 } });
    expect(readdirSync(directory).filter((name) => name.endsWith(".jsonl"))).toHaveLength(1);
    expect(log.append(sampleEvent(1))).toBe(201);
  });
});

describe("consumer offsets", () => {
  test("are stored beside the log", async () => {
    const directory = temporaryDirectory();
    const consumer = fileLogReader(directory).consumerOffset("kafka.eu-1");
    expect(await consumer.load()).toBeNull();
    await consumer.save(17);
    expect(await fileLogReader(directory).consumerOffset("kafka.eu-1").load()).toBe(17);
  });

  test.each(["", "../x", "A", "a/b", "\0", "x".repeat(65), ".hidden"])("the name %j is refused", (name) => {
    expect(() => fileLogReader("x").consumerOffset(name)).toThrow(TypeError);
  });

  test.each(["", "{", '{"version":1,"offset":-1}', '{"version":2,"offset":1}', "null"])("the content %j is damage, never a start from zero", async (content) => {
    const { writeFileSync } = await import("node:fs");
    const consumer = fileLogReader(temporaryDirectory()).consumerOffset("c");
    writeFileSync(consumer.path, content);
    expect((await errorWithCode(consumer.load(), "LOG_DAMAGED")).context).toMatchObject({ file: consumer.path });
  });
});

test.each([{ segmentBytes: 1 }, { segmentBytes: Number.NaN }, { syncIntervalMs: 0 }, { retention: { maxSegments: 0 } }, { maxEventBytes: 1e12 }])("%j is refused", async (options) => {
  await expect(openFileLog("/nowhere", options)).rejects.toThrow(RangeError);
});

test("a directory that cannot be made is a typed error that names it", async () => {
  const file = join(temporaryDirectory(), "file");
  await writtenLog(file, 1);
  const path = join(file, "0000000000000001.jsonl", "log");
  const error = await errorWithCode(openFileLog(path), "LOG_UNWRITABLE");
  expect(error.context).toMatchObject({ file: path, reason: "ENOTDIR" });
  expect(SluiceError.is(error)).toBe(true);
});
