import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Finding } from "../finding.ts";
import { median } from "../median.ts";
import { runCli } from "../run-cli.ts";
import { writeRunLog } from "../write-run-log.ts";

const MOST_SECONDS = 60;
const MOST_MEGABYTES = 150;
const INTO = ["summary", "stdout", "jsonl", "prometheus"] as const;
const INGESTED = 100_000;
const LOGS = { "without an event log": ["--no-event-log"], "with the event log": [], "with --event-log-sync always": ["--event-log-sync", "always"] } as const;

/** How long `sluice replay` takes for a log and how large it grows, and what keeping the log costs `sluice ingest`. */
export async function replay(events: number, rounds: number): Promise<Finding[]> {
  const directory = await mkdtemp(join(tmpdir(), "sluice-bench-"));
  try {
    return [...(await replayFindings(directory, events)), ...(await ingestFindings(directory, rounds))];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function replayFindings(directory: string, events: number): Promise<Finding[]> {
  await writeRunLog(join(directory, "events"), events);
  const findings: Finding[] = [];
  for (const into of INTO) {
    const { seconds, peakRssBytes } = await runCli(["replay", "events", "--into", into], directory);
    const megabytes = peakRssBytes / 1e6;
    const passed = seconds <= MOST_SECONDS && megabytes <= MOST_MEGABYTES;
    findings.push({ name: `replay of ${events} events into ${into}`, value: `${seconds.toFixed(1)} s, peak RSS ${megabytes.toFixed(0)} MB`, limit: `<= ${MOST_SECONDS} s, ${MOST_MEGABYTES} MB`, passed });
  }
  return findings;
}

async function ingestFindings(directory: string, rounds: number): Promise<Finding[]> {
  const body = "abcdefghij klmnopqrst uvwxyz 0123456789 ".repeat(4);
  const lines = Array.from({ length: INGESTED }, (_, n) => `${JSON.stringify({ id: `doc-${n}`, title: "A record of the made-up source", body })}\n`);
  await writeFile(join(directory, "in.jsonl"), lines.join(""));
  const ways = Object.keys(LOGS) as (keyof typeof LOGS)[]; // keys of a const object
  const runs = Object.fromEntries(ways.map((way) => [way, []])) as unknown as Record<keyof typeof LOGS, { rate: number; megabytes: number }[]>;
  for (let round = 0; round < rounds; round += 1) {
    for (const way of ways) runs[way].push(await ingest(directory, LOGS[way]));
  }
  return ways.map((way): Finding => {
    const [rate, megabytes] = [median(runs[way].map((run) => run.rate)), median(runs[way].map((run) => run.megabytes))];
    return { name: `ingest, ${way}`, value: `${rate.toFixed(0)} documents/s, peak RSS ${megabytes.toFixed(0)} MB`, limit: null, passed: true };
  });
}

async function ingest(directory: string, options: readonly string[]): Promise<{ rate: number; megabytes: number }> {
  const summary = join(directory, "summary.json");
  const { peakRssBytes } = await runCli(["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:out.jsonl", "--restart", "--output", "plain", "--summary-file", summary, ...options], directory);
  const found = JSON.parse(await readFile(summary, "utf8")) as { completed: number; durationMs: number }; // a RunSummary
  if (found.completed !== INGESTED) throw new Error(`Cannot measure: expected ${INGESTED} documents, received ${found.completed}`);
  return { rate: (found.completed * 1000) / found.durationMs, megabytes: peakRssBytes / 1e6 };
}
