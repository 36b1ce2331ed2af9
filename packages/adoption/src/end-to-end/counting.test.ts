import { execFile, execFileSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import { mergeUsage } from "../usage/merge-usage.js";

const PROGRAM = fileURLToPath(new URL("../testing/counting-program.ts", import.meta.url));
const USAGE_MODULE = new URL("../../dist/usage.js", import.meta.url).href;

async function runProgram(home: string, env: Readonly<Record<string, string>>): Promise<{ readonly said: unknown; readonly stderr: string; readonly ms: number }> {
  const start = performance.now();
  const surroundings = { PATH: process.env["PATH"] ?? "", HOME: home, TMPDIR: home, USAGE_MODULE, ...env };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [PROGRAM], { cwd: home, env: surroundings, timeout: 20_000 });
  return { said: JSON.parse(stdout), stderr, ms: performance.now() - start };
}

test("a program that ends by itself has written what it counted, and opened no connection", async () => {
  const home = await temporaryDirectory();
  const file = join(home, "adoption.jsonl");
  const { said } = await runProgram(home, { SLUICE_ADOPTION_FILE: file });
  expect(said).toEqual({ off: null, network: [], calls: { streamEvents: 1, iterResults: 1, ingest: 0, runAsync: 1, runAsyncLegacy: 0 } });
  await runProgram(home, { SLUICE_ADOPTION_FILE: file });
  const { total, problems } = await mergeUsage([file]);
  expect([total.kinds, total.runs, problems]).toEqual([{ streaming: 4, eager: 2, legacy: 0 }, 2, []]);
  expect(await readdir(home)).toEqual(["adoption.jsonl"]);
});

test.each([
  ["not asked for", {}],
  ["DO_NOT_TRACK", { DO_NOT_TRACK: "1", SLUICE_ADOPTION_FILE: "adoption.jsonl" }],
  ["CI", { CI: "true", SLUICE_ADOPTION_FILE: "adoption.jsonl" }],
])("J1: without consent (%s) a program counts nothing, makes no file and opens no connection", async (off, env) => {
  const home = await temporaryDirectory();
  const { said } = await runProgram(home, env);
  expect(said).toEqual({ off, network: [], calls: { streamEvents: 0, iterResults: 0, ingest: 0, runAsync: 0, runAsyncLegacy: 0 } });
  expect(await readdir(home)).toEqual([]);
});

test("J2: the file holds nothing that names the machine, the user, a path or what is ingested", async () => {
  const home = await temporaryDirectory();
  const file = join(home, "adoption.jsonl");
  await runProgram(home, { SLUICE_ADOPTION_FILE: file, USER: "somebody", HOSTNAME: "some-host" });
  const record = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
  const strings = Object.values(record).filter((value) => typeof value === "string");
  expect(strings).toEqual(["sluice-adoption-usage", record["run"]]);
  expect(record["run"]).toMatch(/^[0-9a-f-]{36}$/);
});

test.skipIf(process.platform === "win32")("J2: a target that nobody reads holds no program up, and is said", async () => {
  const home = await temporaryDirectory();
  execFileSync("mkfifo", [join(home, "pipe")]);
  const base = await runProgram(home, {});
  const { said, stderr, ms } = await runProgram(home, { SLUICE_ADOPTION_FILE: "pipe" });
  expect(said).toMatchObject({ off: null, calls: { runAsync: 1 } });
  expect(stderr).toContain("SLUICE_ADOPTION_UNWRITABLE");
  expect(ms - base.ms).toBeLessThan(1_000);
});
