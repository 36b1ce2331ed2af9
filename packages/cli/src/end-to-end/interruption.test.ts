import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { HERBARIUM, RECORDS } from "../testing/herbarium.js";
import { readLines } from "../testing/read-lines.js";
import { BINARY, runBinary, startBinary } from "../testing/run-binary.js";
import { temporaryDirectory } from "../testing/temporary-directory.js";

const INGEST = ["ingest", "darwin-core", HERBARIUM, "--sink", "jsonl:out.jsonl", "--rule", "slow.mjs", "--checkpoint-interval", "50"];
const RESUME = ["resume", "--state-dir", "out.jsonl.sluice"];

/** A directory with a rule that takes a millisecond per record, so that a run can be caught in the middle, and fails some. */
async function slowWorkspace(): Promise<string> {
  const cwd = await temporaryDirectory();
  await writeFile(
    join(cwd, "slow.mjs"),
    `export default async ({ metadata }) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (metadata.scientificName === undefined) throw new Error("no name");
    };`,
  );
  return cwd;
}

/** Every record is in the sink or in the dead letters, once, whatever happened on the way. */
async function expectConserved(cwd: string): Promise<void> {
  const good = await readLines<{ docId: string }>(join(cwd, "out.jsonl"));
  const bad = await readLines<{ docId: string }>(join(cwd, "out.dlq.jsonl"));
  const ids = [...good, ...bad].map(({ docId }) => docId);
  expect([ids.length, new Set(ids).size, bad.length]).toEqual([RECORDS, RECORDS, 359]);
}

async function hasDocuments(cwd: string): Promise<void> {
  for (;;) {
    const text = await readFile(join(cwd, "out.jsonl"), "utf8").catch(() => "");
    if (text.includes("\n")) return;
    await delay(20);
  }
}

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("B2 %s stops in an orderly way, says how to resume, and loses nothing", async (signal, expected) => {
  const cwd = await slowWorkspace();
  const { child, ended } = startBinary(INGEST, { cwd });
  await hasDocuments(cwd);
  child.kill(signal);
  const sent = performance.now();
  const { code, stderr } = await ended;
  expect(code).toBe(expected);
  expect(performance.now() - sent).toBeLessThan(10_000);
  expect(stderr).toMatch(/stopping, documents in flight finish.*can be resumed.*sluice resume --state-dir out\.jsonl\.sluice/s);
  const resumed = await runBinary(RESUME, { cwd });
  expect([resumed.code, resumed.stderr]).toEqual([0, expect.stringContaining("resuming behind")]);
  await expectConserved(cwd);
});

test("B2 a second signal ends at once, still resumable", async () => {
  const cwd = await temporaryDirectory();
  await writeFile(join(cwd, "slow.mjs"), "export default () => new Promise((resolve) => setTimeout(resolve, 5_000));");
  const { child, ended, said } = startBinary(INGEST, { cwd });
  await delay(700);
  child.kill("SIGINT");
  await said("stopping");
  const second = performance.now();
  child.kill("SIGINT");
  expect((await ended).code).toBe(130);
  expect(performance.now() - second).toBeLessThan(1_500);
  expect((await runBinary([...RESUME, "--limit", "0"], { cwd })).code).toBe(0);
}, 30_000);

test("B2 a document that never ends does not hold up the end beyond ten seconds", async () => {
  const cwd = await temporaryDirectory();
  await writeFile(join(cwd, "slow.mjs"), "export default () => new Promise((resolve) => setTimeout(resolve, 3_600_000));");
  const { child, ended } = startBinary(INGEST, { cwd });
  await delay(700);
  child.kill("SIGTERM");
  const sent = performance.now();
  expect((await ended).code).toBe(143);
  expect(performance.now() - sent).toBeLessThan(10_000);
}, 30_000);

test("B2 a run that waits for what can never happen says so instead of ending without a word", async () => {
  const cwd = await temporaryDirectory();
  await writeFile(join(cwd, "slow.mjs"), "export default ({ docId }) => (docId.endsWith(':600') ? new Promise(() => {}) : null);");
  const { code, stderr } = await runBinary(INGEST, { cwd });
  expect([code, stderr]).toEqual([1, expect.stringMatching(/Cannot go on: the run waits for something that can no longer happen.*resume .*sluice resume/s)]);
  expect((await readLines(join(cwd, "out.jsonl"))).length).toBe(599);
  expect((await runBinary([...RESUME, "--limit", "0"], { cwd })).code).toBe(0);
});

test("B2 a reader of events who is stuck does not hold up the end, and the state stays good", async () => {
  const cwd = await temporaryDirectory();
  const child = spawn(process.execPath, [BINARY, "ingest", "darwin-core", HERBARIUM, "--sink", "jsonl:out.jsonl", "--stream"], { cwd, stdio: ["ignore", "pipe", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (text: Buffer) => (stderr += text.toString())); // stdout is never read
  await delay(1_500);
  child.kill("SIGTERM");
  const sent = performance.now();
  const [code] = (await once(child, "exit")) as [number | null];
  expect([code, stderr]).toEqual([143, expect.stringContaining("sluice resume --state-dir out.jsonl.sluice")]);
  expect(performance.now() - sent).toBeLessThan(10_000);
  expect((await runBinary(RESUME, { cwd })).code).toBe(0);
  expect(new Set((await readLines(join(cwd, "out.jsonl"))).map((document) => document["docId"])).size).toBe(RECORDS);
}, 30_000);

test("B1 a run that is killed again and again ends with every record once", async () => {
  const cwd = await slowWorkspace();
  for (const waitMs of [150, 350, 500, 650, 800, 950]) {
    const { child, ended } = startBinary(INGEST, { cwd });
    await delay(waitMs);
    child.kill("SIGKILL");
    await ended;
  }
  expect((await runBinary([...INGEST, "--concurrency", "16"], { cwd })).code).toBe(0);
  await expectConserved(cwd);
}, 60_000);

test("B9 a second process on the same run exits with 5 and the first is unharmed", async () => {
  const cwd = await slowWorkspace();
  const first = startBinary(INGEST, { cwd });
  await hasDocuments(cwd);
  const second = await runBinary(INGEST, { cwd });
  expect([second.code, second.stderr]).toEqual([5, expect.stringMatching(new RegExp(`process ${first.child.pid ?? 0} .*\\[STATE_LOCKED\\]`, "s"))]);
  const status = await runBinary(["status", "--state-dir", "out.jsonl.sluice", "--json"], { cwd });
  expect(JSON.parse(status.stdout)).toMatchObject({ status: "running", lock: { pid: first.child.pid, alive: true } });
  expect((await first.ended).code).toBe(0);
  await expectConserved(cwd);
}, 60_000);

test("B10 the lock of a killed process is taken over, and status tells that it is gone", async () => {
  const cwd = await slowWorkspace();
  const { child, ended } = startBinary(INGEST, { cwd });
  await hasDocuments(cwd);
  child.kill("SIGKILL");
  await ended;
  const status = await runBinary(["status", "--state-dir", "out.jsonl.sluice"], { cwd });
  expect(status.stdout).toMatch(/status {8}interrupted.*lock .*gone.*next {10}sluice resume/s);
  expect((await runBinary([...RESUME, "--concurrency", "16"], { cwd })).code).toBe(0);
  await expectConserved(cwd);
}, 60_000);
