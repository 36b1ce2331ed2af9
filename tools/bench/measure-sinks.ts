import { join } from "node:path";
import type { Checkpoint, Document, Sink } from "@sluice/core-events";
import { fanOut, jsonlSink } from "@sluice/sinks";
import { postgresSink } from "@sluice/sinks/postgres";
import { sqliteSink } from "@sluice/sinks/sqlite";
import type { Measurement } from "./measurement.ts";

/** `node measure-sinks.ts <sink> <documents> <directory>`: documents of about 1 kB into a sink, a commit for each thousand. */
const [name = "", documents, directory = "."] = process.argv.slice(2);
const count = Number(documents);
const COMMIT_EVERY = 1000;
const BATCH = 256;
const TEXT = "abcdefghij klmnopqrst uvwxyz 0123456789 ".repeat(20);

function openable(): Sink {
  const jsonl = jsonlSink({ path: join(directory, "documents.jsonl") });
  const sqlite = sqliteSink({ path: join(directory, "documents.db") });
  switch (name) {
    case "jsonl":
      return jsonl;
    case "jsonl-gzip":
      return jsonlSink({ path: join(directory, "documents.jsonl.gz"), gzip: true });
    case "sqlite":
      return sqlite;
    case "fan-out":
      return fanOut([jsonl, sqlite]);
    case "postgres":
      return postgresSink({ url: process.env["SLUICE_TEST_POSTGRES_URL"] ?? "", table: "bench_documents", ifExists: "overwrite" });
    default:
      throw new TypeError(`Cannot measure the sink ${name}: expected jsonl, jsonl-gzip, sqlite, fan-out or postgres`);
  }
}

function documentOf(n: number): Document {
  return {
    docId: `doc-${n}`,
    title: `A record of the made-up source, number ${n}`,
    text: TEXT.slice(n % 40),
    metadata: { number: n, kinds: ["record", "bench"] },
    provenance: { source: "bench", url: `https://example.org/records/${n}` },
    raw: { id: n, name: "record" },
  };
}

function checkpointAfter(completed: number): Checkpoint {
  const finished = { count: completed, ahead: [] };
  return { version: 1, runId: "bench", adapter: "bench", timestamp: 0, cursor: null, lowWaterMark: completed, finished, completed, failed: 0 };
}

await using sink = await openable().open({ position: null });
const cpuBefore = process.cpuUsage();
const startedAt = performance.now();
for (let n = 0; n < count; ) {
  const end = Math.min(count, n + COMMIT_EVERY);
  while (n < end) {
    const batch = Array.from({ length: Math.min(BATCH, end - n) }, (_, at) => documentOf(n + at));
    for (const document of batch) sink.prepare?.(document);
    await sink.write(batch);
    n += batch.length;
  }
  await sink.commit(checkpointAfter(n));
}
const wallMs = performance.now() - startedAt;
const cpu = process.cpuUsage(cpuBefore);
const measurement: Measurement = {
  documents: count,
  cpuNsPerDocument: ((cpu.user + cpu.system) * 1000) / count,
  wallMs,
  peakRssBytes: process.resourceUsage().maxRSS * 1024,
};
process.stdout.write(`${JSON.stringify(measurement)}\n`);
