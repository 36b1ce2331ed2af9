import { join } from "node:path";
import { httpJson } from "@sluice/adapters/http-json";
import { IngestionPipeline, openStateDirectory } from "@sluice/pipeline";
import { jsonlSink } from "@sluice/sinks/jsonl";

/** `node pausing-ingest.ts <url> <directory>` ingests a numbered listing into a file, or goes on with it, and prints the adapter's events. */
const [url, directory] = process.argv.slice(2);
if (url === undefined || directory === undefined) throw new TypeError("Cannot ingest: expected a URL and a directory");

const adapter = httpJson({ allowHosts: ["127.0.0.1"] });
const pipeline = new IngestionPipeline({ adapters: [adapter] });
await using state = await openStateDirectory(join(directory, "state"));
const sink = jsonlSink({ path: join(directory, "items.jsonl") });
for await (const event of pipeline.ingest(adapter.name, { sink, state, parameters: { url, pagination: "page" }, checkpointEveryMs: 100 })) {
  if (event.type === "AdapterEvent") process.stdout.write(`${JSON.stringify({ name: event.name, payload: event.payload })}\n`);
}
