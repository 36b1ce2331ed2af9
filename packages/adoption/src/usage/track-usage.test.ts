import { channel } from "node:diagnostics_channel";
import { existsSync } from "node:fs";
import { mkdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import { wordsPipeline } from "../testing/words-pipeline.js";
import { trackUsage } from "./track-usage.js";
import type { UsageRecord } from "./usage-record.js";

const env = {};

async function readRecords(file: string): Promise<UsageRecord[]> {
  const lines = (await readFile(file, "utf8")).trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as UsageRecord);
}

test("calls of a pipeline are counted by method and appended to the file", async () => {
  const file = join(await temporaryDirectory(), "adoption.jsonl");
  const pipeline = wordsPipeline();
  {
    await using _usage = trackUsage({ file, env });
    await pipeline.runAsync("words");
    for await (const _document of pipeline.iterResults("words"));
    for await (const _document of pipeline.iterResults("words"));
  }
  await pipeline.runAsync("words");
  const [record, ...more] = await readRecords(file);
  expect(record?.calls).toEqual({ streamEvents: 0, iterResults: 2, ingest: 0, runAsync: 1, runAsyncLegacy: 0 });
  expect(more).toEqual([]);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test("each line holds what was counted since the one before, under the same run", async () => {
  const file = join(await temporaryDirectory(), "adoption.jsonl");
  const pipeline = wordsPipeline();
  await using usage = trackUsage({ file, env });
  await pipeline.runAsync("words");
  expect(await usage.flush()).toBe("written");
  expect(await usage.flush()).toBe("nothing");
  await pipeline.runAsync("words");
  await usage.stop();
  const records = await readRecords(file);
  expect(records.map(({ sequence, calls }) => [sequence, calls.runAsync])).toEqual([[1, 1], [2, 1]]);
  expect(records[0]?.run).toBe(records[1]?.run);
  expect(usage.snapshot().calls.runAsync).toBe(2);
});

test("J1: without consent nobody listens and no file is made", async () => {
  const file = join(await temporaryDirectory(), "adoption.jsonl");
  for (const refusal of [{ DO_NOT_TRACK: "1" }, { CI: "true" }]) {
    await using usage = trackUsage({ file, env: { SLUICE_ADOPTION_FILE: file, ...refusal } });
    expect(channel("sluice:pipeline:call").hasSubscribers).toBe(false);
    await wordsPipeline().runAsync("words");
    expect([usage.off, await usage.stop()]).toEqual([Object.keys(refusal)[0], "nothing"]);
  }
  expect(trackUsage({ env }).off).toBe("not asked for");
  expect(existsSync(file)).toBe(false);
});

test("places are told apart for whoever asks, and only their numbers are written", async () => {
  const file = join(await temporaryDirectory(), "adoption.jsonl");
  const pipeline = wordsPipeline();
  await using usage = trackUsage({ file, env, places: true });
  for (let i = 0; i < 3; i += 1) await pipeline.runAsync("words");
  await pipeline.runAsync("words");
  const table = usage.places() ?? [];
  expect(table.map(({ place, method, calls }) => [place, method, calls])).toEqual([[1, "runAsync", 3], [2, "runAsync", 1]]);
  const own = fileURLToPath(import.meta.url);
  expect(table.every((place) => place.file === own || place.file === import.meta.url)).toBe(true);
  expect(table[1]!.line - table[0]!.line).toBe(1);
  await usage.stop();
  const text = await readFile(file, "utf8");
  expect(text).not.toContain(basename(own));
  expect(JSON.parse(text)).toMatchObject({ places: [{ place: 1, method: "runAsync", calls: 3 }, { place: 2, method: "runAsync", calls: 1 }], callsWithoutPlace: 0 });
});

test("places beyond the limit are counted together", async () => {
  const pipeline = wordsPipeline();
  await using usage = trackUsage({ memory: true, env, places: true, maxPlaces: 1 });
  await pipeline.runAsync("words");
  await pipeline.runAsync("words");
  expect(usage.places()).toHaveLength(1);
  expect(usage.snapshot().calls.runAsync).toBe(2);
});

test("J2: a record holds these fields and no others, and no name of adapter or pipeline", async () => {
  const file = join(await temporaryDirectory(), "adoption.jsonl");
  await using usage = trackUsage({ file, env, places: true });
  await wordsPipeline().runAsync("words");
  await usage.stop();
  const [record] = await readRecords(file);
  expect(Object.keys(record!)).toEqual(["type", "version", "run", "sequence", "fromHour", "untilHour", "calls", "otherCalls", "places", "callsWithoutPlace"]);
  expect(JSON.stringify(record)).not.toContain("words");
  expect([record!.fromHour % 3_600_000, record!.untilHour % 3_600_000]).toEqual([0, 0]);
});

test("J2: a target that cannot be written is told, costs at most 100 ms, and loses no count", async () => {
  const file = join(await temporaryDirectory(), "missing", "adoption.jsonl");
  const errors: unknown[] = [];
  await using usage = trackUsage({ file, env, onError: (error) => void errors.push(error) });
  await wordsPipeline().runAsync("words");
  const start = performance.now();
  expect(await usage.flush()).toBe("failed");
  expect(performance.now() - start).toBeLessThan(150);
  expect(errors).toMatchObject([{ code: "SINK_UNWRITABLE" }]);
  await mkdir(join(file, ".."));
  await wordsPipeline().runAsync("words");
  expect(await usage.stop()).toBe("written");
  expect((await readRecords(file)).map(({ calls }) => calls.runAsync)).toEqual([1, 1]);
});

test("a listener of errors that throws ends nothing", async () => {
  const file = join(await temporaryDirectory(), "missing", "adoption.jsonl");
  const warnings: Error[] = [];
  const listener = (warning: Error): void => void warnings.push(warning);
  process.on("warning", listener);
  await using usage = trackUsage({ file, env, onError: () => { throw new Error("no room in the log"); } });
  await wordsPipeline().runAsync("words");
  expect(await usage.flush()).toBe("failed");
  await new Promise(setImmediate);
  process.off("warning", listener);
  expect(warnings.map(({ message }) => message)).toEqual(["no room in the log"]);
});

test("messages of others on the channel are counted and harm nothing", async () => {
  await using usage = trackUsage({ memory: true, env });
  const calls = channel("sluice:pipeline:call");
  for (const message of [null, 7, { method: "toString" }, { get method() { throw new Error("no"); } }]) calls.publish(message);
  expect(usage.snapshot().otherCalls).toBe(4);
});

test("a second tracker of the same file is off", async () => {
  const file = join(await temporaryDirectory(), "adoption.jsonl");
  await using first = trackUsage({ file, env });
  expect([first.off, trackUsage({ file, env }).off]).toEqual([null, "already tracked"]);
  await first.stop();
  await using again = trackUsage({ file, env });
  expect(again.off).toBeNull();
});

test.each([{ maxPlaces: 0 }, { flushEveryMs: 0.5 }, { flushEveryMs: 2 ** 31 }])("options out of range are refused: %j", (options) => {
  expect(() => trackUsage({ env, ...options })).toThrow(RangeError);
});
