import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Redactor } from "@sluice/core-events";
import { openStateDirectory } from "@sluice/pipeline";
import { expect, test } from "vitest";
import { RunEvents } from "../log/run-events.js";
import { main } from "../main.js";
import { LineWriter } from "../output/line-writer.js";
import { Terminal } from "../output/terminal.js";
import { Interrupt } from "../run/interrupt.js";
import { loadStoredSettings } from "../settings/load-stored-run.js";
import { capturedIo } from "../testing/captured-io.js";
import { readLines } from "../testing/read-lines.js";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import { finishRetry } from "./finish-retry.js";
import { openRetry } from "./open-retry.js";
import { startRetry } from "./start-retry.js";

const RECORDS = ["a", "b", "c", "d", "e", "f"].map((id, n) => ({ id, ...(n % 2 === 0 ? { name: id } : {}), ...(n === 5 ? {} : { kind: "fern" }) }));

async function sluice(cwd: string, ...argv: string[]): Promise<{ code: number; stderr: string }> {
  const io = capturedIo({ cwd });
  return { code: await main(argv, io), stderr: io.stderrText() };
}

/** A run of six documents of which three have failed for want of a name; the last has no kind either. */
async function failedRun(): Promise<string> {
  const cwd = await temporaryDirectory();
  await writeFile(join(cwd, "in.jsonl"), RECORDS.map((record) => `${JSON.stringify(record)}\n`).join(""));
  await sluice(cwd, "ingest", "jsonl", "in.jsonl", "--sink", "jsonl:out.jsonl", "--require", "name", "--no-early-validation");
  return cwd;
}

/** Retries with the rule that there must be a kind, and dies in `end`. */
async function retryAndDie(cwd: string, end: (letters: { path: string; left: string }) => Promise<"never" | "late">): Promise<void> {
  const io = capturedIo({ cwd });
  using interrupt = new Interrupt(io);
  using writer = new LineWriter(io.stdout);
  const directory = join(cwd, "out.jsonl.sluice");
  await using run = await openStateDirectory(directory);
  const found = (await run.load())!;
  const settings = { ...(await loadStoredSettings(directory)), require: ["kind"] };
  const retry = await openRetry(run, found, settings, {});
  await using nested = retry.nested;
  const letters = { path: join(cwd, "out.dlq.jsonl"), left: join(cwd, "out.dlq.jsonl.retry") };
  await using events = await RunEvents.open({ settings, stateDirectory: null, redactor: null, terminal: new Terminal(io.stderr, io.env) });
  const parts = { main: run, found, retry, letters, parameters: { parameters: settings.parameters, adapterOptions: {}, sinks: settings.sinks, secrets: [] }, redactor: new Redactor([]), writer, interrupt, events };
  for await (const _ of await startRetry(parts, settings)) continue;
  if ((await end(letters)) !== "late") return;
  const dying = { path: nested.path, [Symbol.asyncDispose]: () => Promise.reject(new Error("killed")) };
  const checkpoint = (await nested.load())!;
  await expect(finishRetry({ main: run, nested: dying, checkpoint, plan: retry.plan, letters })).rejects.toThrow("killed");
}

test.each([
  ["before the dead letters are renamed", async () => "never" as const],
  ["after the dead letters are renamed", async ({ path, left }: { path: string; left: string }) => (await rename(left, path), "never" as const)],
  ["after the checkpoint is saved", async () => "late" as const],
])("a retry that dies %s is finished by the next call", async (_when, end) => {
  const cwd = await failedRun();
  await retryAndDie(cwd, end);
  expect((await sluice(cwd, "ingest", "jsonl", "in.jsonl", "--sink", "jsonl:out.jsonl", "--require", "name")).code).toBe(2);
  expect(await sluice(cwd, "retry-failed", "--state-dir", "out.jsonl.sluice")).toMatchObject({ code: 0, stderr: expect.stringContaining("2 completed, 1 failed") as string });
  expect((await readLines(join(cwd, "out.jsonl"))).map(({ docId }) => docId)).toEqual(["a", "c", "e", "b", "d"]);
  expect((await readLines(join(cwd, "out.dlq.jsonl"))).map(({ docId }) => docId)).toEqual(["f"]);
  const again = await sluice(cwd, "ingest", "jsonl", "in.jsonl", "--sink", "jsonl:out.jsonl", "--require", "name");
  expect(again).toMatchObject({ code: 0, stderr: expect.stringContaining("5 completed, 1 failed") as string });
});
