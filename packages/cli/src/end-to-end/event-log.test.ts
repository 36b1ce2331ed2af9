import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import type { ReplaySummary } from "../replay/replay-summary.js";
import { HERBARIUM, RECORDS } from "../testing/herbarium.js";
import { BAD_RECORDS, ingestNumbers, killUntilFinished, RECORDS as NUMBERS, writeNumbers } from "../testing/kill-until-finished.js";
import { parseLines, readLines } from "../testing/read-lines.js";
import { type BinaryResult, runBinary, type RunningBinary, startBinary } from "../testing/run-binary.js";
import { temporaryDirectory } from "../testing/temporary-directory.js";

interface Line {
  readonly offset: number;
  readonly event: { readonly type: string; readonly runId: string; readonly sequence: number; readonly docId?: string; readonly document?: { readonly docId: string } };
}

const LOG = "out.jsonl.sluice";

async function sizeOf(path: string): Promise<number> {
  return (await readFile(path).catch(() => Buffer.alloc(0))).length;
}

/** Waits for something that a run does; a run that ends before fails the test. */
async function until(run: RunningBinary, isThere: () => Promise<boolean>): Promise<void> {
  let ended: BinaryResult | null = null;
  void run.ended.then((result) => (ended = result));
  while (!(await isThere())) {
    expect(ended).toBeNull();
    await delay(10);
  }
}

async function replayed(cwd: string): Promise<Line[]> {
  const { code, stdout } = await runBinary(["replay", LOG, "--into", "jsonl"], { cwd });
  expect(code).toBe(0);
  return parseLines<Line>(stdout);
}

async function summarised(cwd: string): Promise<ReplaySummary> {
  return JSON.parse((await runBinary(["replay", LOG, "--json"], { cwd })).stdout) as ReplaySummary;
}

function endedIn(lines: readonly Line[]): Set<string> {
  return new Set(lines.filter(({ event }) => /^Document(Completed|Failed)$/.test(event.type)).map(({ event }) => event.docId ?? event.document?.docId ?? ""));
}

test("a run leaves a log that tells what happened: every document, in order, without what it holds", async () => {
  const cwd = await temporaryDirectory();
  const run = await runBinary(["ingest", "darwin-core", HERBARIUM, "--sink", "jsonl:out.jsonl", "--require", "scientificName", "--output", "json"], { cwd });
  const summary = JSON.parse(run.stdout) as { completed: number; failed: number; eventLog: { firstOffset: number; lastOffset: number; notLogged: number } };
  const lines = await replayed(cwd);
  expect(lines.map(({ offset }) => offset)).toEqual(lines.map((_, index) => index + 1));
  expect(lines.map(({ event }) => event.sequence)).toEqual(lines.map((_, index) => index + 1));
  expect(summary.eventLog).toMatchObject({ firstOffset: 1, lastOffset: lines.length, notLogged: 0 });
  expect(endedIn(lines).size).toBe(RECORDS);
  expect(lines.find(({ event }) => event.type === "DocumentCompleted")?.event).toMatchObject({ document: { title: null, text: null, metadata: {} }, isTrimmed: true });
  expect((await summarised(cwd)).documents).toEqual({ completed: summary.completed, failed: summary.failed });
});

test("--event-log-documents full keeps the documents, --no-event-log keeps nothing", async () => {
  const cwd = await temporaryDirectory();
  const ingest = ["ingest", "darwin-core", HERBARIUM, "--limit", "20", "--no-early-validation"];
  await runBinary([...ingest, "--sink", "jsonl:out.jsonl", "--event-log-documents", "full"], { cwd });
  const { document } = (await replayed(cwd)).find(({ event }) => event.type === "DocumentCompleted")?.event ?? {};
  expect(document).toEqual((await readLines(join(cwd, "out.jsonl")))[0]);
  await runBinary([...ingest, "--sink", "jsonl:b.jsonl", "--no-event-log"], { cwd });
  expect(await readdir(join(cwd, "b.jsonl.sluice"))).not.toContain("events");
  expect(await runBinary(["replay", "b.jsonl.sluice"], { cwd })).toMatchObject({ code: 2, stderr: expect.stringContaining("Cannot find the event log") as string });
});

test.each(["interval", "always"])("P1 P4 after many kills a log synced by %s names every document of the sink and of the dead letters, and the replay counts them once", async (sync) => {
  const cwd = await temporaryDirectory();
  await writeNumbers(cwd);
  const args = [...ingestNumbers("jsonl:out.jsonl"), "--event-log-sync", sync];
  await killUntilFinished({ cwd, args, minKills: 5, progress: () => sizeOf(join(cwd, "out.jsonl")) });
  const [good, bad] = [await readLines<{ docId: string }>(join(cwd, "out.jsonl")), await readLines<{ docId: string }>(join(cwd, "out.dlq.jsonl"))];
  const lines = await replayed(cwd);
  expect(lines.map(({ offset }) => offset)).toEqual(lines.map((_, index) => index + 1));
  expect([...endedIn(lines)].sort()).toEqual([...good, ...bad].map(({ docId }) => docId).sort());
  const { documents, attempts, untold } = await summarised(cwd);
  expect({ documents, untold }).toEqual({ documents: { completed: NUMBERS - BAD_RECORDS, failed: BAD_RECORDS }, untold: 0 });
  expect(attempts).toBeGreaterThan(1);
}, 240_000);

test("E12 two replays give the same bytes, whatever they are made into", async () => {
  const cwd = await temporaryDirectory();
  await runBinary(["ingest", "darwin-core", HERBARIUM, "--sink", "jsonl:out.jsonl", "--require", "scientificName"], { cwd });
  for (const into of ["summary", "stdout", "jsonl", "metrics", "prometheus"]) {
    const [first, second] = [await runBinary(["replay", LOG, "--into", into], { cwd }), await runBinary(["replay", LOG, "--into", into], { cwd })];
    expect([first.code, first.stdout.length > 100]).toEqual([0, true]);
    expect(second.stdout).toBe(first.stdout);
  }
}, 60_000);

test("tap follows a run of another process from its beginning over rotated segments, and says how it ended", async () => {
  const cwd = await temporaryDirectory();
  await writeFile(join(cwd, "slow.mjs"), "export default async () => { await new Promise((resolve) => setTimeout(resolve, 1)); };");
  const run = startBinary(["ingest", "darwin-core", HERBARIUM, "--sink", "jsonl:out.jsonl", "--rule", "slow.mjs", "--limit", "1500", "--event-log-max-mb", "4"], { cwd });
  await until(run, async () => (await readdir(join(cwd, LOG, "events")).catch(() => [] as string[])).some((name) => name.endsWith(".jsonl")));
  const tap = await runBinary(["tap", LOG, "--from", "1", "--json"], { cwd });
  await run.ended;
  expect((await readdir(join(cwd, LOG, "events"))).filter((name) => name.endsWith(".jsonl")).length).toBeGreaterThan(1);
  expect([tap.code, tap.stderr]).toEqual([0, expect.stringContaining("the run has completed: 1,500 completed")]);
  expect(parseLines<Line>(tap.stdout)).toEqual((await replayed(cwd)).map(({ offset, event }) => ({ offset, event })));
}, 60_000);

test("tap shows what is new, leaves at SIGINT, and leaves the run alone", async () => {
  const cwd = await temporaryDirectory();
  await writeFile(join(cwd, "slow.mjs"), "export default async () => { await new Promise((resolve) => setTimeout(resolve, 3)); };");
  const run = startBinary(["ingest", "darwin-core", HERBARIUM, "--sink", "jsonl:out.jsonl", "--rule", "slow.mjs", "--limit", "1000"], { cwd });
  await until(run, async () => (await sizeOf(join(cwd, "out.jsonl"))) > 0);
  const tap = startBinary(["tap", "--state-dir", LOG, "--type", "DocumentCompleted"], { cwd });
  await delay(1000);
  tap.child.kill("SIGINT");
  const { code, stdout } = await tap.ended;
  expect(code).toBe(0);
  expect(stdout.split("\n")[0]).toMatch(/^ +\d+ {2}2\d{3}-.*Z {2}DocumentCompleted {3}/);
  expect(stdout).not.toContain("DocumentStarted");
  expect((await run.ended).code).toBe(0);
}, 60_000);

test("tap --wait is there before the run is", async () => {
  const cwd = await temporaryDirectory();
  const tap = startBinary(["tap", LOG, "--wait", "--type", "Run*"], { cwd });
  await delay(700);
  await runBinary(["ingest", "darwin-core", HERBARIUM, "--sink", "jsonl:out.jsonl", "--limit", "50"], { cwd });
  const { code, stdout } = await tap.ended;
  expect([code, stdout.split("\n").length]).toEqual([0, 3]);
  expect(stdout).toMatch(/ 1 {2}.*RunStarted.*\n.*RunCompleted/);
}, 60_000);

test("tap says that the process is gone when a run is killed", async () => {
  const cwd = await temporaryDirectory();
  await writeFile(join(cwd, "slow.mjs"), "export default () => new Promise((resolve) => setTimeout(resolve, 5));");
  const run = startBinary(["ingest", "darwin-core", HERBARIUM, "--sink", "jsonl:out.jsonl", "--rule", "slow.mjs"], { cwd });
  await until(run, async () => (await sizeOf(join(cwd, "out.jsonl"))) > 0);
  const tap = startBinary(["tap", LOG], { cwd });
  await delay(700);
  run.child.kill("SIGKILL");
  expect(await tap.ended).toMatchObject({ code: 0, stderr: expect.stringContaining("the process that wrote this log is gone") as string });
  expect(await runBinary(["tap", LOG], { cwd })).toMatchObject({ code: 0, stdout: "", stderr: expect.stringContaining("no run is under way") as string });
}, 60_000);
