/**
 * Observe a run: figures, Prometheus metrics and log lines of 2,702 real herbarium records.
 * Run: `npm run build && npm exec -c 'node docs/examples/observe-run.ts'`
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { jsonl } from "@sluice/adapters/jsonl";
import { observeAll, RunMetrics } from "@sluice/metrics";
import { eventLogger } from "@sluice/metrics/logging";
import { prometheusMetrics } from "@sluice/metrics/prometheus";
import { IngestionPipeline } from "@sluice/pipeline";

const input = join(import.meta.dirname, "data/aafc-herbarium-raw.jsonl.gz");
const metrics = new RunMetrics();
using prometheus = await prometheusMetrics();
const log = await eventLogger({ correlationId: "example" });
const observe = observeAll(metrics, prometheus);

const pipeline = new IngestionPipeline({ adapters: [jsonl()] });
for await (const event of pipeline.streamEvents("jsonl", { parameters: { input, idField: "specimen_id" }, concurrency: 8 })) {
  observe(event);
  log.observe(event);
}

const { successRate, throughput, durationMs, adapters } = metrics.snapshot();
console.log(`${Math.round(throughput.overall)} documents per second, 95 % of them within ${durationMs.p95?.toFixed(3)} ms`);
assert.equal(successRate, 1);
assert.equal(adapters["jsonl"]?.completed, 2702);

const text = await prometheus.metricsText();
assert.match(text, /^sluice_documents_total\{adapter="jsonl",outcome="completed"\} 2702$/m);
assert.match(text, /^sluice_runs_total\{adapter="jsonl",outcome="completed",reason="none"\} 1$/m);
