import type { PipelineEvent } from "@sluice/core-events";
import { observeAll, RunMetrics, withMetrics } from "@sluice/metrics";
import { prometheusMetrics } from "@sluice/metrics/prometheus";
import { IngestionPipeline } from "@sluice/pipeline";
import { concurrencyOf, PROGRESS_INTERVAL, type Scenario } from "./job.ts";
import type { Measurement } from "./measurement.ts";
import { benchAdapter } from "./sluice-adapter.ts";
import { Tally } from "./tally.ts";

/**
 * `node measure-metrics.ts <plain|observed|batches|observed-batches> <ea|eb> <documents>`: the same events, read one by one or in
 * arrays, alone or with the aggregator and the Prometheus metrics listening. They live as long as the process, as in a program.
 */
const [way = "", scenarioName, documents] = process.argv.slice(2);
const scenario: Scenario = scenarioName === "ea" ? "ea" : "eb";
const count = Number(documents);
const WARM_UPS = 2; // the second pipeline has some functions compiled once more
const WARM_UP_DOCUMENTS = 150_000;

const metrics = new RunMetrics();
const prometheus = await prometheusMetrics();
const observe = observeAll(metrics, prometheus);

async function ingest(size: number, tally: Tally): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters: [benchAdapter(scenario, size)] });
  const options = { concurrency: concurrencyOf[scenario], progressInterval: PROGRESS_INTERVAL, signal: new AbortController().signal };
  const stream = pipeline.streamEvents("bench", options);
  if (way === "plain") {
    for await (const event of stream) tally.takeEvent(event);
  } else if (way === "observed") {
    for await (const event of stream) {
      observe(event);
      tally.takeEvent(event);
    }
  } else {
    await takeBatches(way === "batches" ? stream.batches() : withMetrics(stream.batches(), observe), tally);
  }
}

async function takeBatches(batches: AsyncIterable<readonly PipelineEvent[]>, tally: Tally): Promise<void> {
  for await (const batch of batches) for (const event of batch) tally.takeEvent(event);
}

/** @throws {Error} If the metrics have not seen every document. */
async function assertCounted(expected: number): Promise<void> {
  const { completed } = metrics.snapshot();
  const text = await prometheus.metricsText();
  prometheus.dispose();
  if (completed === expected && text.includes(`sluice_documents_total{adapter="bench",outcome="completed"} ${expected}\n`)) return;
  throw new Error(`Cannot count this run: expected ${expected} documents in the metrics, received ${completed}`);
}

for (let run = 0; run < WARM_UPS; run += 1) await ingest(WARM_UP_DOCUMENTS, new Tally());
const tally = new Tally();
const cpuBefore = process.cpuUsage();
const startedAt = performance.now();
await ingest(count, tally);
const wallMs = performance.now() - startedAt;
const cpu = process.cpuUsage(cpuBefore);
tally.assertDone(scenario, count);
if (way.startsWith("observed")) await assertCounted(WARM_UPS * WARM_UP_DOCUMENTS + count);

const measurement: Measurement = {
  documents: count,
  cpuNsPerDocument: ((cpu.user + cpu.system) * 1000) / count,
  wallMs,
  peakRssBytes: process.resourceUsage().maxRSS * 1024,
};
process.stdout.write(`${JSON.stringify(measurement)}\n`);
