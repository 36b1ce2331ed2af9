import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChild } from "../child.ts";
import type { Finding } from "../finding.ts";
import type { Measurement } from "../measurement.ts";
import { median } from "../median.ts";

/** What a sink must take at least, in documents of 1 kB per second, all of them durable; the source may be as fast. */
const DOCUMENTS_PER_SECOND = 5_000;

/** How many documents each sink makes durable per second; PostgreSQL where `SLUICE_TEST_POSTGRES_URL` says which. */
export async function sinks(documents: number, rounds: number): Promise<Finding[]> {
  const names = ["jsonl", "jsonl-gzip", "sqlite", "fan-out", ...(process.env["SLUICE_TEST_POSTGRES_URL"] === undefined ? [] : ["postgres"])];
  const runs = new Map<string, Measurement[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) runs.get(name)?.push(await measure(name, documents));
  }
  return [...runs].map(([name, measured]) => findingOf(name, measured));
}

async function measure(name: string, documents: number): Promise<Measurement> {
  const directory = await mkdtemp(join(tmpdir(), "sluice-bench-"));
  try {
    return await runChild<Measurement>("./measure-sinks.ts", [name, String(documents), directory]);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function findingOf(name: string, runs: readonly Measurement[]): Finding {
  const rate = median(runs.map((run) => (run.documents / run.wallMs) * 1000));
  const cpu = median(runs.map((run) => run.cpuNsPerDocument / 1000));
  const peak = median(runs.map((run) => run.peakRssBytes / 1e6));
  const value = `${rate.toFixed(0)} docs/s, ${cpu.toFixed(1)} µs CPU per document, peak RSS ${peak.toFixed(0)} MB`;
  return { name, value, limit: `>= ${DOCUMENTS_PER_SECOND} docs/s`, passed: rate >= DOCUMENTS_PER_SECOND };
}
