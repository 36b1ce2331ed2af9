import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { main } from "./main.js";
import { capturedIo } from "./testing/captured-io.js";
import { temporaryDirectory } from "./testing/temporary-directory.js";
import { usageRecordSchema } from "./usage/usage-record-schema.js";

test("the help names every command, what it does and the exit codes", async () => {
  const io = capturedIo({ cwd: "." });
  expect(await main(["--help"], io)).toBe(0);
  for (const word of ["scan", "merge", "plan", "payload", "Exit codes: 0 ok, 1", "Nothing is sent"]) expect(io.stdoutText()).toContain(word);
});

test.each([
  [["nonsense"], "unknown command"],
  [["scan", "--format", "pdf"], "Allowed choices are table, json, markdown, badge, html"],
  [["scan", "--min", "101"], "Expected a number from 0 to 100"],
  [["scan", "--samples", "1"], "Expected a whole number >= 2"],
  [["plan", "--at", "2027-02-30"], "Expected a date such as"],
  [["merge"], "missing required argument"],
])("a wrong call of %j ends with 2 and says why", async (args, message) => {
  const io = capturedIo({ cwd: "." });
  expect(await main(args, io)).toBe(2);
  expect(io.stderrText()).toContain(message);
});

test("plan shows the stages, what a call does in each, and the severity of the rule", async () => {
  const io = capturedIo({ cwd: "." });
  expect(await main(["plan"], io)).toBe(0);
  expect(io.stdoutText()).toMatch(/On 2026-11-22/);
  expect(io.stdoutText()).toMatch(/→ +announced +month 0 +warns once per process +warn /);
  expect(io.stdoutText()).toMatch(/removed +month 6 +throws API_REMOVED +error$/m);
});

test("plan takes another day, and prints JSON", async () => {
  const io = capturedIo({ cwd: "." });
  expect(await main(["plan", "--at", "2031-01-01", "--format", "json"], io)).toBe(0);
  expect(JSON.parse(io.stdoutText())).toMatchObject({ type: "sluice-adoption-plan", version: 1, at: "2031-01-01", stages: [{ month: 0 }, { month: 3 }, { month: 6 }] });
});

test("J2: payload prints a line as counting writes it, and its schema", async () => {
  const io = capturedIo({ cwd: ".", env: {} });
  expect(await main(["payload"], io)).toBe(0);
  expect(usageRecordSchema.parse(JSON.parse(io.stdoutText()))).toMatchObject({ sequence: 1, calls: { iterResults: 2, runAsyncLegacy: 1 } });
  expect(io.stderrText()).toBe("Counting is off here (not asked for), unless a program names a file itself\n");
  const schema = capturedIo({ cwd: ".", env: { SLUICE_ADOPTION_FILE: "a.jsonl", CI: "1" } });
  expect(await main(["payload", "--schema"], schema)).toBe(0);
  expect(JSON.parse(schema.stdoutText())).toMatchObject({ type: "object", additionalProperties: false });
  expect(schema.stderrText()).toBe("Counting is off here (CI)\n");
});

test("merge adds files up, and names what it could not count", async () => {
  const cwd = await temporaryDirectory();
  const line = (calls: object): string =>
    JSON.stringify({ type: "sluice-adoption-usage", version: 1, run: randomUUID(), sequence: 1, fromHour: 0, untilHour: 0, calls: { streamEvents: 0, iterResults: 0, ingest: 0, runAsync: 0, runAsyncLegacy: 0, ...calls }, otherCalls: 0 });
  await writeFile(join(cwd, "a.jsonl"), `${line({ iterResults: 3, runAsync: 9 })}\n{"cut`);
  await writeFile(join(cwd, "b.jsonl"), `${line({ runAsyncLegacy: 1 })}\n`);
  const io = capturedIo({ cwd });
  expect(await main(["merge", "a.jsonl", "b.jsonl"], io)).toBe(0);
  const [head, a, b, all] = io.stdoutText().split("\n");
  expect(head).toMatch(/^File +share +streaming +eager +legacy +other +starts +hours \(UTC\)$/);
  expect([a, b, all].map((row) => row?.split(/ {2,}/).slice(1, 5))).toEqual([["100 %", "3", "9", "0"], ["0 %", "0", "0", "1"], ["75 %", "3", "9", "1"]]);
  expect(a).toMatch(/^a\.jsonl /);
  expect(io.stderrText()).toBe(`${join(cwd, "a.jsonl")}:2 ends in the middle\n`);
});

test("merge writes JSON to a file, and fails where it cannot", async () => {
  const cwd = await temporaryDirectory();
  await writeFile(join(cwd, "a.jsonl"), "");
  const io = capturedIo({ cwd });
  expect(await main(["merge", "a.jsonl", "--format", "json", "--output", "missing/report.json"], io)).toBe(2);
  expect(io.stderrText()).toContain("[SINK_UNWRITABLE]");
  const lost = capturedIo({ cwd });
  expect(await main(["merge", "none.jsonl"], lost)).toBe(2);
  expect(lost.stderrText()).toContain("[SOURCE_UNREADABLE]");
});
