import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ReplaySummary } from "../replay/replay-summary.js";
import { logged, sluice, smallRun, writeLog } from "../testing/event-log.js";
import { parseLines, readLines } from "../testing/read-lines.js";
import { temporaryDirectory } from "../testing/temporary-directory.js";

async function logOf(events: readonly unknown[] = smallRun(), tail = ""): Promise<string> {
  const cwd = await temporaryDirectory();
  await writeLog(cwd, events, { tail });
  return cwd;
}

test("the summary says what has happened", async () => {
  const { code, stdout } = await sluice(await logOf(), "replay", "events");
  expect(code).toBe(0);
  expect(stdout).toContain("documents     2 completed, 1 failed, 1 retries\n");
  expect(stdout).toContain("  2026-01-31T09:00:00.000Z  offset 1  jsonl: completed, 2 completed, 1 failed\n");
  expect(stdout).toContain("1 × no title\\x1b[Nm\\nforged [VALIDATION_FAILED]");
});

test("an attempt that was killed keeps the documents it had when the next one began", async () => {
  const killed = smallRun().slice(0, 3);
  const stats = { completed: 3, failed: 0, retried: 0, durationMs: 1, documentsPerSecond: 1, producerWaitMs: 0, consumerWaitMs: 0 };
  const document = (docId: string) => ({ document: { docId, title: null, text: null, metadata: {}, provenance: { source: "s" } }, durationMs: 1, adapterMetadata: {} });
  const next = [
    logged("RunStarted", 7, { runId: "r2", adapter: "jsonl", parameters: {}, resumedFrom: { runId: "r1", completed: 1, failed: 0 } }),
    logged("DocumentCompleted", 8, { runId: "r2", ...document("b") }),
    logged("DocumentCompleted", 9, { runId: "r2", ...document("c") }),
    logged("RunCompleted", 10, { runId: "r2", adapter: "jsonl", stats }),
  ];
  const { stdout } = await sluice(await logOf([...killed, ...next]), "replay", "events");
  expect(stdout).toMatch(/no end in the log, 1 completed, 0 failed\n.*completed, 3 completed, 0 failed\n/);
});

test("JSON Lines carry offset and event, marked as replayed", async () => {
  const cwd = await logOf();
  const { stdout } = await sluice(cwd, "replay", "events", "--into", "jsonl");
  expect(parseLines(stdout)).toEqual(smallRun().map((event, index) => ({ offset: index + 1, replayed: true, event })));
});

test.each([
  [["--from", "3", "--to", "5"], [3, 4, 5]],
  [["--from", "2026-01-31T09:00:04Z"], [5, 6, 7]],
  [["--to", "2026-01-31T09:00:01.500Z"], [1, 2]],
  [["--type", "Run*"], [1, 7]],
  [["--from", "99"], []],
])("%j replays the offsets %j", async (options, expected) => {
  const { stdout } = await sluice(await logOf(), "replay", "events", "--into", "jsonl", ...options);
  expect(parseLines<{ offset: number }>(stdout).map(({ offset }) => offset)).toEqual(expected);
});

test("several projections come from one reading, into files that are not overwritten unasked", async () => {
  const cwd = await logOf();
  const argv = ["replay", "events", "--into", "jsonl:all.jsonl", "--into", "prometheus:run.prom", "--into", "metrics:run.json", "--json", "--into", "summary"];
  const { code, stdout } = await sluice(cwd, ...argv);
  expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ events: 7, documents: { completed: 2, failed: 1 } })]);
  expect(await readLines(join(cwd, "all.jsonl"))).toHaveLength(7);
  expect(await readFile(join(cwd, "run.prom"), "utf8")).toContain('sluice_documents_total{adapter="jsonl",outcome="completed"} 2\n');
  expect(JSON.parse(await readFile(join(cwd, "run.json"), "utf8"))).toMatchObject({ completed: 2, failed: 1 });
  expect(await sluice(cwd, ...argv)).toMatchObject({ code: 2, stderr: expect.stringContaining("--overwrite") as string });
  expect(await sluice(cwd, ...argv, "--overwrite")).toMatchObject({ code, stdout });
});

test("--speed keeps the spacing of the events", async () => {
  const cwd = await logOf();
  const begun = performance.now();
  await sluice(cwd, "replay", "events", "--speed", "20");
  const took = performance.now() - begun;
  expect(took).toBeGreaterThanOrEqual(295);
  expect(took).toBeLessThan(5_000);
});

test("E1 a torn tail is said, and what stands before it is replayed", async () => {
  const { code, stdout, stderr } = await sluice(await logOf(smallRun(), '{"type":"DocumentSta'), "replay", "events", "--json");
  expect([code, (JSON.parse(stdout) as ReplaySummary).events]).toEqual([0, 7]);
  expect(stderr).toMatch(/torn tail: 20 B of a half line end .*0000000000000001\.jsonl, behind offset 7/);
});

test("E2 P7 damage ends a replay with file and offset, unless it is to be passed over", async () => {
  const [first, second, third, ...rest] = smallRun();
  const cwd = await logOf([first, second, '{"type":', third, ...rest]);
  const strict = await sluice(cwd, "replay", "events");
  expect(strict).toMatchObject({ code: 1, stdout: "" });
  expect(strict.stderr).toMatch(/0000000000000001\.jsonl.*\[LOG_DAMAGED\]/s);
  expect(strict.stderr).toMatch(/offset 3|line 3/);
  const lenient = await sluice(cwd, "replay", "events", "--json", "--lenient");
  expect([lenient.code, (JSON.parse(lenient.stdout) as ReplaySummary).events]).toEqual([0, 7]);
  expect(lenient.stderr).toContain("offset 3 is passed over");
});

test("E11 unknown types and newer versions are counted and pass", async () => {
  const cwd = await logOf([...smallRun(), logged("GateMoved", 8), { ...logged("DocumentCompleted", 9), version: 7 }, { type: "RunStarted" }]);
  const { code, stdout } = await sluice(cwd, "replay", "events", "--json");
  const { documents, types } = JSON.parse(stdout) as ReplaySummary;
  expect([code, documents, types["GateMoved"], types["DocumentCompleted"], types["RunStarted"]]).toEqual([0, { completed: 2, failed: 1 }, 1, 3, 2]);
});
