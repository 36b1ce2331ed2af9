/**
 * Resume after a kill: a child process is killed with SIGKILL in the middle of a run, again and again; each next one goes on
 * behind the last checkpoint, and in the end every record is in the file exactly once.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { jsonl } from "@sluice/adapters/jsonl";
import { IngestionPipeline, openStateDirectory } from "@sluice/pipeline";
import { jsonlSink } from "@sluice/sinks/jsonl";

const input = join(import.meta.dirname, "data/aafc-herbarium-raw.jsonl.gz");
const [directory] = process.argv.slice(2);

if (directory === undefined) await killAndResume();
else await ingest(directory);

/** The program that gets killed: an ordinary run, slowed down so that a kill hits it. */
async function ingest(target: string): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters: [jsonl()] });
  await using state = await openStateDirectory(join(target, "state"));
  const events = pipeline.ingest("jsonl", {
    parameters: { input, idField: "specimen_id" },
    sink: jsonlSink({ path: join(target, "specimens.jsonl") }),
    state,
    checkpointInterval: 100,
  });
  for await (const event of events) {
    if (event.type === "RunStarted") console.log(`going on behind ${event.resumedFrom?.completed ?? 0} records`);
    if (event.type === "BatchProgress") await delay(20);
  }
}

async function killAndResume(): Promise<void> {
  const target = await mkdtemp(join(tmpdir(), "sluice-example-"));
  let kills = 0;
  while ((await run(target, 300 + 100 * kills)) === "killed") kills += 1;
  const lines = (await readFile(join(target, "specimens.jsonl"), "utf8")).trimEnd().split("\n");
  const ids = new Set(lines.map((line) => (JSON.parse(line) as { docId: string }).docId));
  console.log(`killed ${kills} times; ${lines.length} lines, ${ids.size} different records`);
  assert.ok(kills > 0);
  assert.equal(lines.length, 2702);
  assert.equal(ids.size, 2702);
  await rm(target, { recursive: true });
}

/** Runs this file as a child process, and kills it after some time. */
async function run(target: string, killAfterMs: number): Promise<"killed" | "finished"> {
  const child = spawn(process.execPath, [import.meta.filename, target], { stdio: "inherit" });
  const timer = setTimeout(() => child.kill("SIGKILL"), killAfterMs);
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.once("exit", (exitCode, exitSignal) => resolve([exitCode, exitSignal]));
  });
  clearTimeout(timer);
  if (signal !== "SIGKILL") assert.equal(code, 0);
  return signal === "SIGKILL" ? "killed" : "finished";
}
