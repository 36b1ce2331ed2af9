import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { SluiceError } from "@sluice/core-events";
import { expect, test, vi } from "vitest";
import { hybridBus } from "../hybrid-bus.js";
import { errorWithCode } from "../__fixtures__/error-with-code.js";
import { failingFileSystem, type FailingFileSystemOptions } from "../__fixtures__/failing-file-system.js";
import { numbers, offsetsOf, openedLog } from "../__fixtures__/log-helpers.js";
import { pageEvent, sampleEvents } from "../__fixtures__/sample-events.js";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.js";
import { fileLogReader } from "./event-log-reader.js";
import type { FileLog } from "./file-log.js";
import { openLog } from "./open-file-log.js";
import { logPlan } from "./log-options.js";

const program = fileURLToPath(new URL("../__fixtures__/append-until-stopped.mjs", import.meta.url));

async function openFailing(directory: string, failing: FailingFileSystemOptions): Promise<{ log: FileLog; files: ReturnType<typeof failingFileSystem>; errors: unknown[] }> {
  const files = failingFileSystem(failing);
  const errors: unknown[] = [];
  const log = await openLog(directory, logPlan({ sync: "always", segmentBytes: 4_096, onError: (error) => errors.push(error) }, files));
  return { log, files, errors };
}

test("whichever call of the file system fails, what was settled is there, every line is whole, and the log can be opened again", async () => {
  vi.spyOn(process, "emitWarning").mockReturnValue();
  let failures = 0;
  for (let failAt = 1; ; failAt += 1) {
    const directory = temporaryDirectory();
    const files = failingFileSystem({ failAt });
    let settled = 0;
    const seen: SluiceError[] = [];
    try {
      await using log = await openLog(directory, logPlan({ sync: "always", segmentBytes: 2_048, onError: () => undefined }, files));
      for (const event of sampleEvents(25)) {
        const offset = log.append(event);
        await log.settled(offset);
        settled = offset;
      }
    } catch (error) {
      if (!SluiceError.is(error)) throw error;
      seen.push(error);
    }
    for (const error of seen) expect([error.code, error.context["reason"]]).toEqual(["LOG_UNWRITABLE", "ENOSPC"]);
    failures += seen.length;
    const log = await openedLog(directory);
    const offsets = await offsetsOf(log);
    expect(offsets, `call ${failAt}`).toEqual(numbers(1, offsets.length));
    expect(offsets.length).toBeGreaterThanOrEqual(settled);
    expect(log.append(pageEvent(1))).toBe(offsets.length + 1);
    if (files.calls.length < failAt) break;
  }
  vi.restoreAllMocks();
  expect(failures).toBeGreaterThan(50);
});

test("bytes that the system takes a few at a time are all written", async () => {
  const directory = temporaryDirectory();
  const { log } = await openFailing(directory, { writeBytes: 11 });
  for (const event of sampleEvents(30)) log.append(event);
  await log[Symbol.asyncDispose]();
  expect(await offsetsOf(fileLogReader(directory))).toEqual(numbers(1, 30));
});

test("a full disk ends the writing with a typed error, what was written stays readable, and what was lost is counted", async () => {
  const directory = temporaryDirectory();
  const { log, files, errors } = await openFailing(directory, { failName: "write" });
  files.isArmed = false;
  for (const event of sampleEvents(10)) log.append(event);
  await log.flush();
  files.isArmed = true;
  const settled = sampleEvents(20, { from: 11 }).map((event) => log.settled(log.append(event)));
  const error = await errorWithCode(settled.at(-1)!, "LOG_UNWRITABLE");
  expect(error.context).toMatchObject({ reason: "ENOSPC" });
  expect(errors).toEqual([error]);
  expect(() => log.append(pageEvent(1))).toThrow(error);
  await expect(log.flush()).rejects.toBe(error);
  const offsets = await offsetsOf(log);
  expect(offsets).toEqual(numbers(1, log.figures.writtenOffset));
  expect(log.figures).toMatchObject({ lostEvents: 30 - offsets.length, failure: error });
  await log[Symbol.asyncDispose]();
});

test("an fsync that fails is final: nothing counts as synced that was not", async () => {
  const { log, files } = await openFailing(temporaryDirectory(), { failName: "datasync" });
  files.isArmed = false;
  await log.settled(log.append(pageEvent(1)));
  files.isArmed = true;
  await errorWithCode(log.settled(log.append(pageEvent(2))), "LOG_UNWRITABLE");
  files.isArmed = false;
  expect(() => log.append(pageEvent(3))).toThrow("Cannot sync");
  expect(log.figures.syncedOffset).toBe(1);
  await log[Symbol.asyncDispose]();
});

test("a hybrid bus whose log fails rejects and hands nothing out", async () => {
  const { log } = await openFailing(temporaryDirectory(), { failName: "write" });
  const errors: unknown[] = [];
  await using bus = hybridBus({ log, closeTimeoutMs: 50, onError: (error) => errors.push(error) });
  const seen: unknown[] = [];
  bus.subscribe("*", (event) => seen.push(event));
  await errorWithCode(Promise.resolve(bus.publish(pageEvent(1))), "LOG_UNWRITABLE");
  await errorWithCode(Promise.resolve(bus.publish(pageEvent(2))), "LOG_UNWRITABLE");
  expect([seen.length, errors.length]).toEqual([0, 2]);
  await log[Symbol.asyncDispose]();
});

test("a hybrid bus told to go on hands out what the log has lost, in order, without an offset", async () => {
  const { log, files } = await openFailing(temporaryDirectory(), { failName: "write" });
  files.isArmed = false;
  const errors: unknown[] = [];
  await using bus = hybridBus({ log, onLogFailure: "continue", onError: (error) => errors.push(error) });
  const seen: unknown[] = [];
  bus.subscribe("*", (event, { offset }) => seen.push([event.sequence, offset]));
  await bus.publish(pageEvent(1));
  files.isArmed = true;
  void bus.publish(pageEvent(2));
  void bus.publish(pageEvent(3));
  await log.settled(3).catch(() => undefined);
  await bus.publish(pageEvent(4));
  await bus.flush();
  expect(seen.map((entry) => (entry as number[])[0])).toEqual([1, 2, 3, 4]);
  expect(seen.at(-1)).toEqual([4, null]);
  expect(errors).not.toHaveLength(0);
  await log[Symbol.asyncDispose]();
});

test("at a real file-size limit the log fails, stays readable, and goes on when there is room", async () => {
  const directory = temporaryDirectory();
  const options = JSON.stringify({ directory, to: 20_000, options: { sync: "interval" } });
  const { stdout, status } = spawnSync("bash", ["-c", 'ulimit -f 500 && exec "$0" "$@"', process.execPath, program, options], { encoding: "utf8", timeout: 20_000 });
  const last = JSON.parse(stdout.trim().split("\n").at(-1)!) as Record<string, unknown>;
  expect([status, last["code"], last["reason"]]).toEqual([1, "LOG_UNWRITABLE", "EFBIG"]);
  const offsets = await offsetsOf(fileLogReader(directory));
  expect(offsets).toEqual(numbers(1, offsets.length));
  expect(last).toMatchObject({ writtenOffset: offsets.length, lostEvents: expect.any(Number) as number });
  const log = await openedLog(directory);
  expect(log.append(pageEvent(1))).toBe(offsets.length + 1);
});
