/**
 * Consume events: 2,702 real herbarium records, every outcome as it happens.
 * Run: `npm run build && npm exec -c 'node docs/examples/consume-events.ts'`
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { jsonl } from "@sluice/adapters/jsonl";
import { IngestionPipeline } from "@sluice/pipeline";

const input = join(import.meta.dirname, "data/aafc-herbarium-raw.jsonl.gz");
const pipeline = new IngestionPipeline({ adapters: [jsonl()] });

const stream = pipeline.streamEvents("jsonl", { parameters: { input, idField: "specimen_id" }, concurrency: 8 });
let completed = 0;
for await (const event of stream) {
  switch (event.type) {
    case "DocumentCompleted":
      completed += 1;
      break;
    case "DocumentFailed":
      console.error(`${event.docId}: ${event.error}`);
      break;
    case "BatchProgress":
      if (event.completed % 1000 === 0) console.log(`${event.completed} done, ${Math.round(event.documentsPerSecond)} per second, ETA ${event.etaSeconds ?? "unknown"} s`);
      break;
    case "RunCompleted":
      console.log(`finished: ${event.stats.completed} completed, ${event.stats.failed} failed`);
      break;
  }
}

assert.equal(completed, 2702);
assert.equal(stream.stats.failed, 0);
