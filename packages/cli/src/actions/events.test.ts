import { expect, test } from "vitest";
import { logged, sluice, smallRun, writeLog } from "../testing/event-log.js";
import { parseLines } from "../testing/read-lines.js";
import { temporaryDirectory } from "../testing/temporary-directory.js";

async function logOf(events: readonly unknown[] = smallRun()): Promise<string> {
  const cwd = await temporaryDirectory();
  await writeLog(cwd, events);
  return cwd;
}

async function offsets(cwd: string, ...options: string[]): Promise<number[]> {
  const { code, stdout } = await sluice(cwd, "events", "events", "--json", ...options);
  expect(code).toBe(0);
  return parseLines<{ offset: number }>(stdout).map(({ offset }) => offset);
}

test("E7 every event is one line, its control characters spelt out", async () => {
  const { stdout } = await sluice(await logOf(), "events", "events");
  const lines = stdout.split("\n");
  expect(lines).toHaveLength(8);
  expect(lines[4]).toBe("        5  2026-01-31T09:00:04.000Z  DocumentFailed      b  no title\\x1b[31m\\nforged [VALIDATION_FAILED]");
});

test.each([
  [["--failed"], [5]],
  [["--type", "Document*", "--type", "RunCompleted"], [2, 3, 5, 6, 7]],
  [["--type", "Run*", "--failed"], []],
  [["--grep", "http 429"], [4]],
  [["--doc-id", "a"], [2, 3]],
  [["--adapter", "jsonl"], [1, 2, 3, 4, 5, 6, 7]],
  [["--adapter", "csv"], []],
  [["--since", "2026-01-31T09:00:03Z", "--until", "2026-01-31T09:00:05Z"], [4, 5, 6]],
  [["--since", "2", "--until", "4"], [2, 3, 4]],
  [["--type", "Document*", "--limit", "2"], [2, 3]],
])("%j picks the offsets %j", async (options, expected) => {
  expect(await offsets(await logOf(), ...options)).toEqual(expected);
});

test("E11 events of unknown types, of newer versions and with other fields are shown as they are", async () => {
  const cwd = await logOf([
    logged("GateMoved", 1, { gate: "g", by: { x: 1 } }),
    { ...logged("DocumentCompleted", 2), version: 2, document: "elsewhere" },
    { type: "DocumentFailed", version: 1, timestamp: "noon" },
    { type: "RunCompleted", version: 1 },
  ]);
  const { code, stdout } = await sluice(cwd, "events", "events");
  expect(code).toBe(0);
  expect(stdout.split("\n")).toEqual([
    '        1  2026-01-31T09:00:01.000Z  GateMoved           gate=g by={"x":1}',
    "        2  2026-01-31T09:00:02.000Z  DocumentCompleted   document=elsewhere",
    expect.stringContaining("DocumentFailed"),
    expect.stringContaining("RunCompleted"),
    "",
  ]);
});

test.each([
  [["events", "nowhere"], "Cannot find the event log"],
  [["events"], "expected the path of a log"],
  [["events", "events", "--state-dir", "s"], "received both"],
  [["events", "events", "--limit", "0"], "--limit"],
  [["events", "events", "--since", "noon"], "--since"],
  [["events", "events", "--type", ""], "expected an event type"],
  [["replay", "events", "--into", "kafka"], "--into must be one of"],
  [["replay", "events", "--into", "jsonl", "--into", "stdout"], "at most one --into"],
  [["replay", "events", "--speed", "fast"], "--speed"],
  [["replay", "events", "--to", "soon"], "--to"],
  [["tap", "events", "--from", "x"], "--from"],
])("%j is a mistake of usage", async (argv, message) => {
  expect(await sluice(await logOf(), ...argv)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) as string });
});
