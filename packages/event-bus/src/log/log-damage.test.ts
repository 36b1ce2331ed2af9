import { appendFileSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { errorWithCode } from "../__fixtures__/error-with-code.js";
import { changeSegment, entriesOf, numbers, offsetsOf, openedLog, writtenLog } from "../__fixtures__/log-helpers.js";
import { sampleEvent } from "../__fixtures__/sample-events.js";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.js";
import { fileLogReader } from "./event-log-reader.js";
import { openFileLog } from "./open-file-log.js";
import type { LogNotice } from "./log-notice.js";
import { listSegments } from "./log-files.js";

const small = { segmentBytes: 4_096 };

describe.each<[string, Buffer]>([
  ["half an event", Buffer.from('{"type":"DocumentComp')],
  ["half a character", Buffer.concat([Buffer.from('{"type":"x","text":"'), Buffer.from([0xe2, 0x82])])],
  ["zeros of a power cut", Buffer.alloc(5_000)],
  ["a whole event without its newline", Buffer.from(JSON.stringify(sampleEvent(6)))],
  ["a tail longer than a chunk", Buffer.alloc(300_000, "x")],
])("E1 a torn tail of %s", (_, tail) => {
  test("is not read, is cut off once with a warning, and the next event stands on its own line", async () => {
    const warned = vi.spyOn(process, "emitWarning").mockReturnValue();
    onTestFinished(() => warned.mockRestore());
    const directory = temporaryDirectory();
    await writtenLog(directory, 5);
    const path = await changeSegment(directory, 0, (content) => Buffer.concat([content, tail]));
    const notices: LogNotice[] = [];
    expect(await offsetsOf(fileLogReader(directory), { onNotice: (notice) => notices.push(notice) })).toEqual(numbers(1, 5));
    expect(notices).toEqual([{ kind: "torn-tail", file: path, bytes: tail.length, offset: 6 }]);
    const log = await openedLog(directory, { onNotice: (notice) => notices.push(notice) });
    expect(log.append(sampleEvent(6))).toBe(6);
    expect((await entriesOf(log)).map(({ event }) => event)).toEqual(numbers(1, 6).map((n) => sampleEvent(n)));
    expect(log.figures.cutBytes).toBe(tail.length);
    expect(notices).toHaveLength(2);
    expect(warned.mock.calls).toEqual([[`Cut ${tail.length} bytes of a torn last line off ${path}`, { code: "SLUICE_TAIL_CUT" }]]);
  });
});

test("E1 a writer that was killed in the middle of the first line leaves an empty log", async () => {
  const directory = temporaryDirectory();
  await writtenLog(directory, 1);
  await changeSegment(directory, 0, (content) => content.subarray(0, 20));
  rmSync(join(directory, "0000000000000001.index.json"));
  const log = await openedLog(directory);
  expect(log.append(sampleEvent(1))).toBe(1);
});

describe.each<[string, (line: Buffer) => Buffer | string]>([
  ["is cut", (line) => line.subarray(0, 30)],
  ["is empty", () => ""],
  ["is no object", () => "17"],
  ["has no type", () => "{}"],
  ["holds NUL", (line) => Buffer.alloc(line.length)],
  ["is not UTF-8", (line) => Buffer.concat([line.subarray(0, -20), Buffer.from([0xff]), line.subarray(-20)])],
])("a line in the middle that %s", (_, change) => {
  async function damagedLog(): Promise<{ directory: string; path: string }> {
    const directory = temporaryDirectory();
    await writtenLog(directory, 60, small);
    const { base } = (await listSegments(directory))[1]!;
    const path = await changeSegment(directory, 1, (content) => {
      const lines = content.toString("latin1").split("\n");
      lines[20 - base] = Buffer.from(change(Buffer.from(lines[20 - base]!, "latin1"))).toString("latin1");
      return Buffer.from(lines.join("\n"), "latin1");
    });
    return { directory, path };
  }

  test("E2 ends strict reading with a typed error naming file, line and offset", async () => {
    const { directory, path } = await damagedLog();
    const reader = fileLogReader(directory);
    const { base } = (await listSegments(directory))[1]!;
    const seen: number[] = [];
    const reading = (async () => {
      for await (const batch of reader.readBatches()) seen.push(...batch.map(({ offset }) => offset));
    })();
    expect((await errorWithCode(reading, "LOG_DAMAGED")).context).toEqual({ file: path, line: 20 - base + 1, offset: 20 });
    expect(seen.every((offset) => offset < 20)).toBe(true);
  });

  test("E2 is counted by lenient reading, and costs no other line", async () => {
    const { directory } = await damagedLog();
    const notices: LogNotice[] = [];
    expect(await offsetsOf(fileLogReader(directory), { damaged: "skip", onNotice: (notice) => notices.push(notice) })).toEqual(numbers(1, 60).filter((n) => n !== 20));
    expect(notices).toMatchObject([{ kind: "damaged-line", offset: 20 }]);
  });
});

test("E2 a line that is gone is noticed at the next segment", async () => {
  const directory = temporaryDirectory();
  await writtenLog(directory, 60, small);
  const path = await changeSegment(directory, 1, (content) => content.subarray(content.indexOf("\n") + 1));
  expect((await errorWithCode(offsetsOf(fileLogReader(directory)), "LOG_DAMAGED")).context).toMatchObject({ file: path });
});

test("a segment that is gone from the middle is noticed", async () => {
  const directory = temporaryDirectory();
  await writtenLog(directory, 60, small);
  const [, second, third] = await listSegments(directory);
  rmSync(second!.path);
  const error = await errorWithCode(offsetsOf(fileLogReader(directory)), "LOG_DAMAGED");
  expect(error.context).toMatchObject({ offset: second!.base });
  expect(third).toBeDefined();
});

test("half a line at the end of a segment that another follows is damage, not a tail", async () => {
  const directory = temporaryDirectory();
  await writtenLog(directory, 60, small);
  const [first] = await listSegments(directory);
  appendFileSync(first!.path, '{"type":');
  await errorWithCode(offsetsOf(fileLogReader(directory)), "LOG_DAMAGED");
});

test("damage that a crash cannot have made keeps the log from being written, and changes nothing", async () => {
  const directory = temporaryDirectory();
  await writtenLog(directory, 9);
  rmSync(join(directory, "0000000000000001.index.json"));
  const path = await changeSegment(directory, 0, (content) => content.toString().replace('"sequence":3', '"sequence:3'));
  const before = readFileSync(path);
  expect((await errorWithCode(openFileLog(directory), "LOG_DAMAGED")).context).toEqual({ file: path, line: 3, offset: 3 });
  expect(readFileSync(path)).toEqual(before);
  await errorWithCode(openFileLog(directory), "LOG_DAMAGED"); // and the lock was given back
});

test("a segment that became shorter while it is followed is noticed", async () => {
  const directory = temporaryDirectory();
  await writtenLog(directory, 5);
  const reading = fileLogReader(directory).readBatches({ follow: true, pollMs: 10 });
  await reading.next();
  const rest = reading.next();
  await changeSegment(directory, 0, (content) => content.subarray(0, 100));
  await errorWithCode(rest, "LOG_DAMAGED");
});

test("a link in the place of a segment is not followed", async () => {
  const directory = temporaryDirectory();
  const outside = join(temporaryDirectory(), "outside.jsonl");
  appendFileSync(outside, "");
  symlinkSync(outside, join(directory, "0000000000000001.jsonl"));
  expect((await errorWithCode(openFileLog(directory), "LOG_UNWRITABLE")).context).toMatchObject({ reason: "ELOOP" });
  expect(statSync(outside).size).toBe(0);
});
