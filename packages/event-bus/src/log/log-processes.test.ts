import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test, vi } from "vitest";
import { errorWithCode } from "../__fixtures__/error-with-code.js";
import { entriesOf, numbers, openedLog } from "../__fixtures__/log-helpers.js";
import { pageEvent } from "../__fixtures__/sample-events.js";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.js";
import { fileLogReader } from "./event-log-reader.js";
import { openFileLog } from "./open-file-log.js";

const appender = fileURLToPath(new URL("../__fixtures__/append-until-stopped.mjs", import.meta.url));
const reader = fileURLToPath(new URL("../__fixtures__/read-everything.mjs", import.meta.url));

interface Running {
  readonly child: ChildProcess;
  /** What it has said so far. */
  readonly said: () => Record<string, number | string>[];
}

function start(program: string, parameters: unknown, nodeOptions: readonly string[] = []): Running {
  const child = spawn(process.execPath, [...nodeOptions, program, JSON.stringify(parameters)], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  const said = (): Record<string, number | string>[] => output.slice(0, output.lastIndexOf("\n") + 1).split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as Record<string, number | string>);
  return { child, said };
}

test("after 24 kills at any moment nothing acknowledged as synced is lost, no offset comes twice, and only tails are cut", { timeout: 120_000 }, async () => {
  const directory = temporaryDirectory();
  const parameters = { directory, to: 1e9, options: { segmentBytes: 300_000, syncIntervalMs: 5 } };
  let synced = 0;
  let effective = 0;
  for (let kill = 0; kill < 24; kill += 1) {
    const { child, said } = start(appender, parameters);
    await once(child.stdout!, "data"); // it has opened the log
    await new Promise((resolve) => setTimeout(resolve, 3 + ((kill * 13) % 90)));
    child.kill("SIGKILL");
    await once(child, "close");
    expect(child.signalCode, "it was still writing").toBe("SIGKILL");
    const [opened] = said();
    expect(opened!["opened"], `kill ${kill}`).toBeGreaterThanOrEqual(synced);
    const before = synced;
    synced = Math.max(synced, ...said().map((line) => Number(line["synced"] ?? 0)));
    if (synced > before) effective += 1;
  }
  expect(effective).toBeGreaterThanOrEqual(20);
  vi.spyOn(process, "emitWarning").mockReturnValue();
  const log = await openedLog(directory);
  vi.restoreAllMocks();
  const entries = await entriesOf(log);
  expect(entries.length).toBeGreaterThanOrEqual(synced);
  expect(entries.every(({ offset, event }, index) => offset === index + 1 && event["sequence" as never] === offset)).toBe(true);
});

test("a reader in another process follows what this one writes, over segments", async () => {
  const directory = temporaryDirectory();
  const { child, said } = start(reader, { directory, options: { follow: true, to: 3_000 } });
  const log = await openedLog(directory, { segmentBytes: 50_000 });
  for (let n = 1; n <= 3_000; n += 1) await log.settled(log.append(pageEvent(n)));
  await once(child, "close");
  expect(said().at(-1)).toMatchObject({ count: 3_000, first: 1, last: 3_000, isOrdered: true });
});

test("the file system tells of what another process writes, long before the next poll", async () => {
  const directory = temporaryDirectory();
  const reading = entriesOf(fileLogReader(directory), { follow: true, to: 500, pollMs: 25_000 });
  start(appender, { directory, to: 500, stayMs: 60_000, options: { segmentBytes: 10_000 } });
  expect((await reading).map(({ offset }) => offset)).toEqual(numbers(1, 500));
});

test("E6 P8 a second writer is refused with who holds the log, in this process and in another", async () => {
  const directory = temporaryDirectory();
  const log = await openedLog(directory);
  expect((await errorWithCode(openFileLog(directory), "STATE_LOCKED")).context).toMatchObject({ pid: process.pid });
  const other = start(appender, { directory, to: 10 });
  await once(other.child, "close");
  expect(other.said()).toMatchObject([{ code: "STATE_LOCKED", pid: process.pid }]);
  expect(log.append(pageEvent(1))).toBe(1);
});

test("the lock of a process that is gone is taken over", async () => {
  const directory = temporaryDirectory();
  const writer = start(appender, { directory, to: 5, stayMs: 60_000 });
  await vi.waitFor(() => expect(writer.said().at(-1)).toEqual({ synced: 5 }), { timeout: 10_000 });
  await errorWithCode(openFileLog(directory), "STATE_LOCKED");
  writer.child.kill("SIGKILL");
  await once(writer.child, "close");
  expect((await openedLog(directory)).append(pageEvent(6))).toBe(6);
});

test("a lock with the number of this process but another start is left behind", async () => {
  const directory = temporaryDirectory();
  const owner = { pid: process.pid, hostname: hostname(), bootId: null, startTime: "1", token: "t" };
  writeFileSync(join(directory, "writer.lock"), JSON.stringify(owner));
  await openedLog(directory);
  expect(JSON.parse(readFileSync(join(directory, "writer.lock"), "utf8"))).toMatchObject({ pid: process.pid });
});

test("the lock of another host holds while it is fresh", async () => {
  const directory = temporaryDirectory();
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "writer.lock"), JSON.stringify({ pid: 1, hostname: "elsewhere", bootId: null, startTime: "1", token: "t" }));
  expect((await errorWithCode(openFileLog(directory), "STATE_LOCKED")).context).toMatchObject({ hostname: "elsewhere" });
});

test("E5 1,000,000 events in more than 1 GB are written over segments, and read within 60 s and 150 MB, none lost or twice", { timeout: 240_000 }, async () => {
  const directory = temporaryDirectory();
  const payload = { text: "x".repeat(1_000) };
  {
    await using log = await openFileLog(directory, { sync: "never" });
    for (let n = 1; n <= 1_000_000; n += 1) {
      const offset = log.append({ ...pageEvent(n), payload });
      if (n % 1_000 === 0) await log.settled(offset);
    }
    expect(log.figures).toMatchObject({ appendedOffset: 1_000_000, lostEvents: 0 });
    expect(log.figures.rotations).toBeGreaterThan(15); // of 64 MiB
  }
  const { child, said } = start(reader, { directory });
  await once(child, "close");
  const result = said().at(-1)!;
  expect(result).toMatchObject({ count: 1_000_000, isOrdered: true });
  expect(Number(result["peakRssMb"])).toBeLessThanOrEqual(150);
  expect(Number(result["ms"])).toBeLessThanOrEqual(60_000);
});
