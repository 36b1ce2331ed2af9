/**
 * A slow consumer: the source waits. However slow the reader, no more than the buffer and the documents in flight are ahead
 * of it, and the progress events say who waited for whom.
 */
import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type { Adapter } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";

const BUFFER = 20;
const CONCURRENCY = 4;
let fetched = 0;

const endless: Adapter<number> = {
  name: "endless",
  async *fetch() {
    for (;;) yield (fetched += 1);
  },
  identify: (n) => `n-${n}`,
  parse: (n) => ({ docId: `n-${n}`, title: null, text: null, metadata: {}, provenance: { source: "endless" } }),
};

const pipeline = new IngestionPipeline({ adapters: [endless] });
const documents = pipeline.iterResults("endless", { bufferSize: BUFFER, concurrency: CONCURRENCY });
let consumed = 0;
let mostAhead = 0;
for await (const _ of documents) {
  consumed += 1;
  await delay(5);
  mostAhead = Math.max(mostAhead, fetched - consumed);
  if (consumed === 100) break;
}

const { producerWaitMs, consumerWaitMs } = documents.stats;
console.log(`at most ${mostAhead} documents ahead; the source waited ${Math.round(producerWaitMs)} ms, the consumer ${Math.round(consumerWaitMs)} ms`);
assert.ok(mostAhead <= BUFFER + CONCURRENCY + 1);
assert.ok(producerWaitMs > consumerWaitMs);
