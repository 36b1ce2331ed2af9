import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { HERBARIUM, RECORDS } from "../testing/herbarium.js";
import { readLines } from "../testing/read-lines.js";
import { runBinary, startBinary } from "../testing/run-binary.js";
import { temporaryDirectory } from "../testing/temporary-directory.js";

const INGEST = ["ingest", "darwin-core", HERBARIUM, "--sink", "jsonl:out.jsonl", "--no-early-validation"];
const RETRY = ["retry-failed", "--state-dir", "out.jsonl.sluice"];

/** The figures of the run, and that every record is in the sink or in the dead letters, once. */
async function conserved(cwd: string): Promise<{ good: number; bad: number }> {
  const good = (await readLines<{ docId: string }>(join(cwd, "out.jsonl"))).map(({ docId }) => docId);
  const bad = (await readLines<{ docId: string }>(join(cwd, "out.dlq.jsonl"))).map(({ docId }) => docId);
  expect(new Set([...good, ...bad]).size).toBe(RECORDS);
  expect(good.length + bad.length).toBe(RECORDS);
  const { stdout } = await runBinary(["status", "--state-dir", "out.jsonl.sluice", "--json"], { cwd });
  expect(JSON.parse(stdout)).toMatchObject({ completed: good.length, failed: bad.length, unfinishedRetry: false });
  return { good: good.length, bad: bad.length };
}

test("a loosened rule moves what passes from the dead letters to the sink", async () => {
  const cwd = await temporaryDirectory();
  await runBinary([...INGEST, "--require", "catalogNumber,recordedBy"], { cwd });
  expect(await conserved(cwd)).toEqual({ good: 88, bad: 2614 });
  const { code, stderr } = await runBinary([...RETRY, "--require", "catalogNumber"], { cwd });
  expect([code, stderr]).toEqual([0, expect.stringContaining("827 completed, 1,787 failed")]);
  expect(await conserved(cwd)).toEqual({ good: 915, bad: 1787 });
  expect((await runBinary([...RETRY, "--require", ""], { cwd })).code).toBe(0);
  expect(await conserved(cwd)).toEqual({ good: RECORDS, bad: 0 });
  expect((await runBinary(RETRY, { cwd })).stderr).toContain("nothing to retry");
});

test("documents that pass the second time are the ones that pass the first time", async () => {
  const cwd = await temporaryDirectory();
  await runBinary([...INGEST, "--require", "catalogNumber"], { cwd });
  await runBinary([...RETRY, "--require", ""], { cwd });
  await runBinary(["ingest", "darwin-core", HERBARIUM, "--sink", "jsonl:whole.jsonl"], { cwd });
  const byId = async (name: string) => new Map((await readLines(join(cwd, name))).map((document) => [document["docId"], document]));
  expect(await byId("out.jsonl")).toEqual(await byId("whole.jsonl"));
});

test("dead letters keep their record and tell the last error", async () => {
  const cwd = await temporaryDirectory();
  await runBinary([...INGEST, "--require", "catalogNumber,recordedBy"], { cwd });
  const before = await readLines(join(cwd, "out.dlq.jsonl"));
  await runBinary([...RETRY, "--require", "recordedBy"], { cwd });
  const after = await readLines(join(cwd, "out.dlq.jsonl"));
  const firstAfter = after[0];
  expect(firstAfter?.["error"]).toMatch(/missing: recordedBy$/);
  expect(firstAfter?.["raw"]).toEqual(before.find(({ docId }) => docId === firstAfter?.["docId"])?.["raw"]);
});

test("the run of the sink is still complete afterwards", async () => {
  const cwd = await temporaryDirectory();
  const ingest = [...INGEST, "--require", "scientificName"];
  await runBinary(ingest, { cwd });
  await runBinary([...RETRY, "--require", ""], { cwd });
  const { code, stderr } = await runBinary(ingest, { cwd });
  expect([code, stderr]).toEqual([0, expect.stringContaining("nothing to do: this run is complete (2,702 completed, 0 failed)")]);
  expect(await conserved(cwd)).toEqual({ good: RECORDS, bad: 0 });
});

test("a run that is not complete can have its failures retried and then go on", async () => {
  const cwd = await temporaryDirectory();
  await runBinary([...INGEST, "--require", "scientificName", "--limit", "1000"], { cwd });
  await runBinary([...RETRY, "--require", ""], { cwd });
  expect(await readFile(join(cwd, "out.dlq.jsonl"), "utf8")).toBe("");
  expect((await runBinary([...INGEST, "--require", "scientificName"], { cwd })).code).toBe(0);
  expect((await conserved(cwd)).good).toBeGreaterThan(2343);
});

test("a retry killed at any moment is finished by the next one, and keeps runs out until then", async () => {
  const cwd = await temporaryDirectory();
  await runBinary([...INGEST, "--require", "catalogNumber,recordedBy"], { cwd });
  await writeFile(join(cwd, "slow.mjs"), "export default async ({ metadata }) => { await new Promise((resolve) => setTimeout(resolve, 1)); if (metadata.catalogNumber === undefined) throw new Error('no number'); };");
  const retry = [...RETRY, "--require", "", "--rule", "slow.mjs", "--checkpoint-interval", "50"];
  let refusals = 0;
  for (const waitMs of [250, 400, 550, 700, 850]) {
    const { child, ended } = startBinary(retry, { cwd });
    await delay(waitMs);
    child.kill("SIGKILL");
    await ended;
    if (!existsSync(join(cwd, "out.jsonl.sluice", "retry"))) continue;
    const { code, stderr } = await runBinary([...INGEST, "--require", "catalogNumber,recordedBy"], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/retry of failed documents is unfinished.*sluice retry-failed --state-dir/)]);
    refusals += 1;
  }
  expect(refusals).toBeGreaterThan(0);
  expect((await runBinary([...RETRY, "--concurrency", "16"], { cwd })).code).toBe(0); // the rule is remembered
  expect(await conserved(cwd)).toEqual({ good: 915, bad: 1787 });
}, 60_000);

test("a retry that is stopped by a signal says how to go on with it", async () => {
  const cwd = await temporaryDirectory();
  await runBinary([...INGEST, "--require", "catalogNumber,recordedBy"], { cwd });
  await writeFile(join(cwd, "slow.mjs"), "export default () => new Promise((resolve) => setTimeout(resolve, 2));");
  const { child, ended, said } = startBinary([...RETRY, "--require", "", "--rule", "slow.mjs"], { cwd });
  await said("retrying");
  await delay(300);
  child.kill("SIGINT");
  const { code, stderr } = await ended;
  expect([code, stderr]).toEqual([130, expect.stringContaining("sluice retry-failed --state-dir out.jsonl.sluice")]);
  expect((await runBinary([...RETRY, "--concurrency", "16"], { cwd })).code).toBe(0);
  expect(await conserved(cwd)).toEqual({ good: RECORDS, bad: 0 });
}, 60_000);

test("another rule than that of the unfinished retry is refused", async () => {
  const cwd = await temporaryDirectory();
  await runBinary([...INGEST, "--require", "catalogNumber,recordedBy"], { cwd });
  await writeFile(join(cwd, "slow.mjs"), "export default () => new Promise((resolve) => setTimeout(resolve, 5));");
  const { child, ended } = startBinary([...RETRY, "--require", "", "--rule", "slow.mjs", "--checkpoint-interval", "10"], { cwd });
  await delay(900);
  child.kill("SIGKILL");
  await ended;
  const { code, stderr } = await runBinary([...RETRY, "--require", "catalogNumber"], { cwd });
  expect([code, stderr]).toEqual([2, expect.stringContaining("configuration.require")]);
});

test("a letter whose record was not kept stays as it is", async () => {
  const cwd = await temporaryDirectory();
  await writeFile(join(cwd, "in.jsonl"), '{"id":"a"}\n{"id":"b"}\n');
  await runBinary(["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:out.jsonl", "--no-early-validation", "--require", "name"], { cwd });
  const path = join(cwd, "out.dlq.jsonl");
  const [first, second] = await readLines(path);
  const omitted = JSON.stringify({ ...first, raw: null, rawOmitted: "too long" });
  const padding = " ".repeat(Buffer.byteLength(JSON.stringify(first)) - Buffer.byteLength(omitted)); // the file must keep its length
  await writeFile(path, `${omitted}${padding}\n${JSON.stringify(second)}\n`);
  expect((await runBinary([...RETRY, "--require", ""], { cwd })).code).toBe(0);
  expect(await readLines(path)).toEqual([{ ...first, raw: null, rawOmitted: "too long" }]);
  expect((await readLines(join(cwd, "out.jsonl"))).map((document) => document["docId"])).toEqual(["b"]);
});

test("a run without dead letters has nothing to retry from", async () => {
  const cwd = await temporaryDirectory();
  await runBinary([...INGEST, "--no-dead-letters", "--require", "scientificName"], { cwd });
  expect((await runBinary(RETRY, { cwd })).code).toBe(2);
});
