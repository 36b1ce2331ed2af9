import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { readLines } from "../testing/read-lines.js";
import { runBinary, startBinary } from "../testing/run-binary.js";
import { temporaryDirectory } from "../testing/temporary-directory.js";

const DOCUMENTS = 6_000;
const MIN_KILLS = 30;
const MAX_ROUNDS = 300;
const FAULT_SERVER = fileURLToPath(new URL("../../../../tools/fault-server/main.ts", import.meta.url));

interface Line {
  readonly docId: string;
  readonly provenance: { readonly retrievedAt?: number };
}

/** A line without the time of its retrieval, which is all that may differ. */
function content({ provenance: { retrievedAt: _, ...provenance }, ...line }: Line): unknown {
  return { ...line, provenance };
}

/** A loopback server of studies, about one in eight of whose first answers is faulty. */
async function faultServer(): Promise<string> {
  const flags = ["--documents", String(DOCUMENTS), "--page-size", "25", "--seed", "11", "--fault-rate", "0.12", "--latency-ms", "4"];
  const child = spawn(process.execPath, [FAULT_SERVER, ...flags], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill());
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  return (JSON.parse(line) as { url: string }).url;
}

/** Numbers in [0, 1) that are the same in every test run, so that a failure can be repeated. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => ({ size: 0 }))).size;
}

/** Kills the process at a random moment: after some time, or soon after the target has grown. */
async function killSometime(child: ChildProcess, target: string, random: () => number): Promise<void> {
  const deadline = performance.now() + 50 + random() * 700;
  const byTime = random() < 0.3;
  const sizeBefore = await sizeOf(target);
  while (child.exitCode === null && child.signalCode === null) {
    if (byTime ? performance.now() > deadline : (await sizeOf(target)) > sizeBefore) break;
    await delay(2);
  }
  await delay(random() * 40);
  child.kill("SIGKILL");
}

test("B1 P1 P2 P3 SIGKILL at random moments, with a faulty server, leaves every document once and unchanged", { timeout: 300_000 }, async () => {
  const cwd = await temporaryDirectory();
  const url = await faultServer();
  const ingest = (sink: string): string[] => [
    "ingest", "clinical-trials", "--base-url", url, "--allow-host", "127.0.0.1", "--param", "pageSize=25",
    "--sink", `jsonl:${sink}`, "--checkpoint-interval", "100", "--concurrency", "4", "--output", "plain",
  ];
  const random = seededRandom(20_261_122);
  const target = join(cwd, "killed.jsonl");
  let kills = 0;
  let finished = false;
  for (let round = 0; round < MAX_ROUNDS && !finished; round += 1) {
    const { child, ended } = startBinary(ingest("killed.jsonl"), { cwd });
    await killSometime(child, target, random);
    const { code, signal, stderr } = await ended;
    if (signal === "SIGKILL") kills += 1;
    else expect([code, stderr]).toEqual([0, expect.stringContaining("completed")]);
    finished = signal === null;
  }
  expect(finished).toBe(true);
  expect(kills).toBeGreaterThanOrEqual(MIN_KILLS);

  expect((await runBinary(ingest("clean.jsonl"), { cwd })).code).toBe(0);
  const killed = await readLines<Line>(target);
  const clean = await readLines<Line>(join(cwd, "clean.jsonl"));
  const byId = (lines: Line[]): Map<string, unknown> => new Map(lines.map((line) => [line.docId, content(line)]));
  expect([killed.length, byId(killed).size, clean.length]).toEqual([DOCUMENTS, DOCUMENTS, DOCUMENTS]);
  expect(byId(killed)).toEqual(byId(clean));
  expect(await sizeOf(join(cwd, "killed.dlq.jsonl"))).toBe(0);
  console.log(`${kills} kills over ${DOCUMENTS} documents`);
});
