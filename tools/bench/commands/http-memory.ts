import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChild } from "../child.ts";
import type { Finding } from "../finding.ts";
import type { HttpMeasurement } from "../measure-http.ts";
import { startPageServer } from "../page-server-process.ts";

const PEAK_LIMIT_MB = 300;
const GROWTH_LIMIT_MB = 30;

/**
 * What lives after a full collection is about 20 MB from the first to the last document. V8's young generation is garbage
 * around it, and V8 lets it grow with the machine's memory, step by step: on a large machine that is most of the resident set.
 */
const YOUNG_GENERATION = "--max-semi-space-size=8";

/** Ingests `documents` studies over HTTP into a JSONL file, with checkpoints, and looks at the memory meanwhile. */
export async function httpMemory(documents: number): Promise<Finding[]> {
  const directory = await mkdtemp(join(tmpdir(), "sluice-bench-"));
  try {
    await using server = await startPageServer(documents);
    const run = await runChild<HttpMeasurement>("./measure-http.ts", [server.port, directory], { timeoutMs: 3_600_000, nodeOptions: [YOUNG_GENERATION] });
    const { size } = await stat(join(directory, "studies.jsonl"));
    return findings(run, documents, size);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function findings(run: HttpMeasurement, documents: number, fileBytes: number): Finding[] {
  const peak = Math.max(run.peakRssBytes, ...run.rssBytes) / 1e6;
  const quarters = quarterMeans(run.rssBytes).map((bytes) => bytes / 1e6);
  const growth = (quarters.at(-1) ?? 0) - (quarters[0] ?? 0);
  return [
    { name: "documents", value: `${run.completed} completed, ${run.failed} failed`, limit: `${documents} completed`, passed: run.completed === documents },
    { name: "throughput", value: `${((run.completed / run.wallMs) * 1000).toFixed(0)} docs/s, ${(fileBytes / 1e6).toFixed(0)} MB written`, limit: null, passed: true },
    { name: "peak RSS", value: `${peak.toFixed(0)} MB`, limit: `<= ${PEAK_LIMIT_MB} MB`, passed: peak <= PEAK_LIMIT_MB },
    { name: "RSS by quarter", value: `${quarters.map((mean) => mean.toFixed(0)).join(", ")} MB`, limit: null, passed: true },
    { name: "growth", value: `${growth.toFixed(1)} MB over ${run.rssBytes.length} samples`, limit: `<= ${GROWTH_LIMIT_MB} MB`, passed: growth <= GROWTH_LIMIT_MB },
  ];
}

/** The mean of each quarter of the samples; growth is that of the last less that of the first. */
function quarterMeans(samples: readonly number[]): number[] {
  const size = Math.max(1, Math.floor(samples.length / 4));
  return [0, 1, 2, 3].map((quarter) => {
    const values = quarter === 3 ? samples.slice(-size) : samples.slice(quarter * size, (quarter + 1) * size);
    return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  });
}
