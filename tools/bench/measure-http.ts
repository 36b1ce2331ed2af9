import { join } from "node:path";
import { clinicalTrials } from "@sluice/adapters/clinical-trials";
import { IngestionPipeline, openStateDirectory } from "@sluice/pipeline";
import { jsonlSink } from "@sluice/sinks/jsonl";

/** How the memory of an ingestion develops. */
export interface HttpMeasurement {
  readonly completed: number;
  readonly failed: number;
  readonly wallMs: number;
  /** One sample of the resident set every 250 ms, the first one when the run starts. */
  readonly rssBytes: readonly number[];
  /** What the kernel saw between the samples, too. */
  readonly peakRssBytes: number;
}

/** `node measure-http.ts <port> <directory>`: everything that the loopback server has, into a JSONL file, with checkpoints. */
const [port, directory] = process.argv.slice(2);
if (port === undefined || directory === undefined) throw new TypeError("Cannot measure: expected a port and a directory");

const adapter = clinicalTrials({ baseUrl: `http://127.0.0.1:${port}/api/v2`, allowHosts: [`127.0.0.1:${port}`] });
const pipeline = new IngestionPipeline({ adapters: [adapter] });
await using state = await openStateDirectory(join(directory, "state"));

const rssBytes = [process.memoryUsage.rss()];
const sampling = setInterval(() => rssBytes.push(process.memoryUsage.rss()), 250);
const startedAt = performance.now();
const stream = pipeline.ingest(adapter.name, {
  sink: jsonlSink({ path: join(directory, "studies.jsonl") }),
  state,
  parameters: { pageSize: 500 },
  concurrency: 8,
});
for await (const _ of stream.batches()); // looks at nothing: what is measured is the way from the server to the file
const wallMs = performance.now() - startedAt;
clearInterval(sampling);

const measurement: HttpMeasurement = {
  completed: stream.stats.completed,
  failed: stream.stats.failed,
  wallMs,
  rssBytes,
  peakRssBytes: process.resourceUsage().maxRSS * 1024,
};
process.stdout.write(`${JSON.stringify(measurement)}\n`);
