import { readFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { clinicalTrials } from "@sluice/adapters/clinical-trials";
import { IngestionPipeline, openStateDirectory } from "@sluice/pipeline";
import { jsonlSink } from "@sluice/sinks/jsonl";
import { type FaultServerStats, startFaultServer } from "../../fault-server/start-fault-server.ts";
import { syntheticStudy } from "../../fault-server/synthetic-study.ts";
import type { Finding } from "../finding.ts";

const PAGE_SIZE = 100;
const FAULT_RATE = 0.5;
const MAX_REQUESTS_PER_PAGE = 2.2;
const SHAPE = { seed: 20_260_101, documentBytes: 700 } as const;

/** What a run through the faults has left in its file. */
interface Ingested {
  readonly stats: FaultServerStats;
  /** The records in the file, in its order. */
  readonly records: readonly Readonly<Record<string, unknown>>[];
  readonly failed: number;
  readonly seconds: number;
}

/** Ingests `documents` studies from a server at which half of all first attempts go wrong, with the limits and waits that users get. */
export async function faults(documents: number): Promise<Finding[]> {
  const { stats, records, failed, seconds } = await ingest(documents);
  const pages = Object.keys(stats.pages).length;
  const ratio = stats.requests / pages;
  const right = records.filter((record, n) => isDeepStrictEqual(record, syntheticStudy(n + 1, SHAPE))).length;
  return [
    { name: "faulty answers", value: `${stats.faults} of ${stats.requests}, ${pages} pages, ${seconds.toFixed(0)} s`, limit: null, passed: true },
    { name: "requests per page", value: ratio.toFixed(2), limit: `<= ${MAX_REQUESTS_PER_PAGE}`, passed: ratio <= MAX_REQUESTS_PER_PAGE },
    { name: "requests during a pause", value: String(stats.tooEarly), limit: "0", passed: stats.tooEarly === 0 },
    {
      name: "documents in their order, unchanged",
      value: `${right} of ${records.length} written, ${failed} failed`,
      limit: `${documents} written, 0 failed`,
      passed: right === documents && records.length === documents && failed === 0,
    },
  ];
}

async function ingest(documents: number): Promise<Ingested> {
  const directory = await mkdtemp(join(tmpdir(), "sluice-bench-"));
  try {
    await using server = await startFaultServer({ ...SHAPE, documents, pageSize: PAGE_SIZE, faultRate: FAULT_RATE });
    const adapter = clinicalTrials({ baseUrl: server.url, allowHosts: ["127.0.0.1"] });
    const pipeline = new IngestionPipeline({ adapters: [adapter] });
    const path = join(directory, "studies.jsonl");
    await using state = await openStateDirectory(join(directory, "state"));
    const startedAt = performance.now();
    const stream = pipeline.ingest(adapter.name, { sink: jsonlSink({ path }), state, parameters: { pageSize: PAGE_SIZE } });
    for await (const _ of stream.batches()); // what matters is what comes into the file
    const seconds = (performance.now() - startedAt) / 1000;
    const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
    const records = lines.map((line) => (JSON.parse(line) as { raw: Readonly<Record<string, unknown>> }).raw); // our own sink's documents
    return { stats: server.stats(), records, failed: stream.stats.failed, seconds };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
