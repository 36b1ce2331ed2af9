import { IngestionPipeline } from "@sluice/pipeline";
import type { Measurement } from "./measurement.ts";
import { benchAdapter } from "./sluice-adapter.ts";
import { Tally } from "./tally.ts";

/** `node measure-eager.ts <eager|streaming> <documents>`: the same run, collected into an array or taken one by one. */
const [way, documents] = process.argv.slice(2);
const count = Number(documents);
const options = { concurrency: 16, signal: new AbortController().signal };

async function ingest(size: number, tally: Tally): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters: [benchAdapter("b", size)] });
  if (way === "eager") {
    // eslint-disable-next-line @sluice/prefer-stream-events -- the eager way is what is measured
    const result = await pipeline.runAsync("bench", options);
    for (const document of result.documents) tally.takeDocument(document);
  } else {
    for await (const document of pipeline.iterResults("bench", options)) tally.takeDocument(document);
  }
}

await ingest(Math.min(count, 50_000), new Tally()); // so that compiling does not count
const tally = new Tally();
const cpuBefore = process.cpuUsage();
const startedAt = performance.now();
await ingest(count, tally);
const wallMs = performance.now() - startedAt;
const cpu = process.cpuUsage(cpuBefore);
tally.assertDone("b", count);

const measurement: Measurement = {
  documents: count,
  cpuNsPerDocument: ((cpu.user + cpu.system) * 1000) / count,
  wallMs,
  peakRssBytes: process.resourceUsage().maxRSS * 1024,
};
process.stdout.write(`${JSON.stringify(measurement)}\n`);
