import { spawn } from "node:child_process";
import { once } from "node:events";
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { assertEventOrder } from "@sluice/core-events/testing";
import type { PipelineEvent } from "@sluice/core-events";
import { expect, test } from "vitest";
import { HERBARIUM, RECORDS } from "../testing/herbarium.js";
import { parseLines, readLines } from "../testing/read-lines.js";
import { BINARY, runBinary } from "../testing/run-binary.js";
import { temporaryDirectory } from "../testing/temporary-directory.js";

const INGEST = ["ingest", "darwin-core", HERBARIUM, "--sink", "jsonl:out.jsonl"];

async function digestOf(path: string): Promise<string> {
  return createHash("sha256").update(await readFile(path)).digest("hex");
}

test("2,702 real records pass a rule or become dead letters, each once", async () => {
  const cwd = await temporaryDirectory();
  const { code, stdout, stderr } = await runBinary([...INGEST, "--require", "scientificName"], { cwd });
  expect([code, stdout]).toEqual([0, ""]);
  expect(stderr).toMatch(/early validation passed.*2,343 completed, 359 failed/s);
  const good = await readLines<{ docId: string }>(join(cwd, "out.jsonl"));
  const bad = await readLines<{ docId: string }>(join(cwd, "out.dlq.jsonl"));
  expect([good.length, bad.length]).toEqual([2343, 359]);
  expect(new Set([...good, ...bad].map(({ docId }) => docId)).size).toBe(RECORDS);
});

test("C10 everything a run creates is readable by its owner only", async () => {
  const cwd = await temporaryDirectory();
  await runBinary([...INGEST, "--limit", "20", "--summary-file", "s.json"], { cwd });
  for (const name of ["out.jsonl", "out.dlq.jsonl", "s.json", "out.jsonl.sluice/settings.json", "out.jsonl.sluice/checkpoint-a.json"]) {
    expect((await stat(join(cwd, name))).mode & 0o077, name).toBe(0);
  }
});

test("F1 the same records under a strict rule are stopped after five documents", async () => {
  const cwd = await temporaryDirectory();
  const { code, stderr } = await runBinary([...INGEST, "--require", "catalogNumber,recordedBy"], { cwd });
  expect(code).toBe(4);
  expect(stderr).toMatch(/first 5 documents must succeed, received 20 %.*1 completed, 4 failed.*--no-early-validation/s);
  const again = await runBinary([...INGEST, "--require", "catalogNumber,recordedBy"], { cwd });
  expect([again.code, again.stderr]).toEqual([4, expect.stringMatching(/--no-early-validation.*--restart/s)]);
  expect(await readLines(join(cwd, "out.jsonl"))).toHaveLength(1);
});

test("a run that early validation stopped goes on when it is switched off", async () => {
  const cwd = await temporaryDirectory();
  const strict = [...INGEST, "--require", "catalogNumber,recordedBy"];
  await runBinary(strict, { cwd });
  const { code } = await runBinary([...strict, "--no-early-validation"], { cwd });
  expect(code).toBe(0);
  expect([(await readLines(join(cwd, "out.jsonl"))).length, (await readLines(join(cwd, "out.dlq.jsonl"))).length]).toEqual([88, 2614]);
});

test("B15 the same command again does nothing and leaves the sink as it is", async () => {
  const cwd = await temporaryDirectory();
  await runBinary(INGEST, { cwd });
  const before = await digestOf(join(cwd, "out.jsonl"));
  const { code, stderr } = await runBinary(INGEST, { cwd });
  expect([code, stderr]).toEqual([0, expect.stringContaining("nothing to do: this run is complete (2,702 completed, 0 failed); --restart")]);
  expect(await digestOf(join(cwd, "out.jsonl"))).toBe(before);
});

test("a run that is complete leaves no trace of being called again in its event log", async () => {
  const cwd = await temporaryDirectory();
  await runBinary(INGEST, { cwd });
  const log = join(cwd, "out.jsonl.sluice/events/0000000000000001.jsonl");
  const before = await digestOf(log);
  const { stderr } = await runBinary(INGEST, { cwd });
  expect(await digestOf(log)).toBe(before);
  expect(stderr).not.toContain("event log");
});

test("a run that ends at its limit says so, also where earlier attempts have reached it", async () => {
  const cwd = await temporaryDirectory();
  const { stderr } = await runBinary([...INGEST, "--limit", "20"], { cwd });
  expect(stderr).toContain("✓ completed, as far as --limit 20 goes; earlier attempts count, and a higher one goes on");
  const again = await runBinary(["resume", "--state-dir", "out.jsonl.sluice", "--limit", "1"], { cwd });
  expect(again.stderr).toMatch(/resuming behind 20 completed.*✓ completed, as far as --limit 1 goes/s);
  const rest = await runBinary(["resume", "--state-dir", "out.jsonl.sluice", "--limit", "3000"], { cwd });
  expect(rest.stderr).toMatch(/✓ completed\n.*2,702 completed/s);
  expect((await runBinary(INGEST, { cwd })).stderr).not.toContain("--limit");
});

test("--restart does it all over", async () => {
  const cwd = await temporaryDirectory();
  await runBinary([...INGEST, "--require", "scientificName"], { cwd });
  const { code } = await runBinary([...INGEST, "--restart"], { cwd });
  expect(code).toBe(0);
  expect([(await readLines(join(cwd, "out.jsonl"))).length, (await readLines(join(cwd, "out.dlq.jsonl"))).length]).toEqual([RECORDS, 0]);
});

test("--stream is nothing but events, complete and in order", async () => {
  const cwd = await temporaryDirectory();
  const { code, stdout } = await runBinary([...INGEST, "--stream", "--concurrency", "8"], { cwd, env: { FORCE_COLOR: "1" } });
  expect(code).toBe(0);
  const events = parseLines<PipelineEvent>(stdout);
  assertEventOrder(events);
  expect(events.filter(({ type }) => type === "DocumentCompleted")).toHaveLength(RECORDS);
});

test("a gzip sink holds the same documents", async () => {
  const cwd = await temporaryDirectory();
  await runBinary(["ingest", "darwin-core", HERBARIUM, "--sink", "jsonl:out.jsonl.gz"], { cwd });
  const { code, stdout } = await runBinary(["ingest", "jsonl", "out.jsonl.gz", "--sink", "stdout"], { cwd });
  expect([code, parseLines(stdout).length]).toEqual([0, RECORDS]);
});

/** Runs the binary in a shell, with stdout read by another program. */
async function pipe(command: string, cwd: string): Promise<{ stdout: string; stderr: string; code: string }> {
  const script = `"$NODE" "$BIN" ${command}; echo "code \${PIPESTATUS[0]}"`;
  const shell = spawn("bash", ["-c", script], { cwd, env: { PATH: process.env["PATH"], NODE: process.execPath, BIN: BINARY, ARCHIVE: HERBARIUM }, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  shell.stdout.on("data", (text: Buffer) => (stdout += text.toString()));
  shell.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
  await once(shell, "close");
  const [, code = ""] = /code (\d+)\n$/.exec(stdout) ?? [];
  return { stdout, stderr, code };
}

test("C6 a reader that leaves ends a sink on stdout quietly", async () => {
  const { stdout, stderr, code } = await pipe('ingest darwin-core "$ARCHIVE" --sink stdout | head -1', await temporaryDirectory());
  expect(code).toBe("0");
  expect(stdout).toMatch(/^\{"docId":"[^\n]*\}\ncode 0\n$/);
  expect(stderr).not.toMatch(/EPIPE|Error|SINK_FAILED|\n {4}at /);
});

test("C6 a reader of events that leaves stops the run resumably", async () => {
  const cwd = await temporaryDirectory();
  const { stderr, code } = await pipe('ingest darwin-core "$ARCHIVE" --sink jsonl:out.jsonl --stream | head -1', cwd);
  expect([code, stderr]).toEqual(["0", expect.stringContaining("sluice resume --state-dir out.jsonl.sluice")]);
  expect(stderr).not.toMatch(/EPIPE|\n {4}at /);
  expect((await runBinary(["resume", "--state-dir", "out.jsonl.sluice"], { cwd })).code).toBe(0);
  expect(new Set((await readLines(join(cwd, "out.jsonl"))).map((document) => document["docId"])).size).toBe(RECORDS);
});

test("C6 a listing whose reader leaves ends quietly, too", async () => {
  expect(await pipe("adapters | head -1", await temporaryDirectory())).toMatchObject({ stderr: "", code: "0" });
});

test("completion scripts and completions come from the commands themselves", async () => {
  const cwd = await temporaryDirectory();
  for (const shell of ["bash", "zsh", "fish", "powershell"]) {
    expect(await runBinary(["completion", shell], { cwd })).toMatchObject({ code: 0, stdout: expect.stringContaining("sluice") as string });
  }
  expect((await runBinary(["complete", "--", "ingest", "--output", ""], { cwd })).stdout).toContain("ndjson");
  expect((await runBinary(["complete", "--", "ingest", ""], { cwd })).stdout).toContain("darwin-core");
});

test("help starts quickly, as the figure beside this test shows", async ({ annotate }) => {
  const cwd = await temporaryDirectory();
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const start = performance.now();
    expect((await runBinary(["--help"], { cwd })).code).toBe(0);
    times.push(performance.now() - start);
  }
  await annotate(`sluice --help: ${Math.round(Math.min(...times))} ms at best, start of node included`); // measured, not asserted: machines differ
});
