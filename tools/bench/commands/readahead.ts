import { setTimeout as delay } from "node:timers/promises";
import type { Adapter } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Finding } from "../finding.ts";
import { parserOf, records, type SourceRecord } from "../job.ts";

const SIZES = [
  { bufferSize: 1, concurrency: 1 },
  { bufferSize: 100, concurrency: 1 },
  { bufferSize: 100, concurrency: 16 },
  { bufferSize: 8, concurrency: 16 },
  { bufferSize: 1000, concurrency: 4 },
];

/** How far the source runs ahead of a consumer that takes one document and is stuck: buffer + concurrency + 1 at most. */
export async function readahead(): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const size of SIZES) {
    const limit = size.bufferSize + size.concurrency + 1;
    for (const [outlet, measure] of Object.entries({ iterResults: aheadOfResults, streamEvents: aheadOfEvents, batches: aheadOfBatches })) {
      const ahead = await measure(size);
      findings.push({
        name: `${outlet}, buffer ${size.bufferSize}, concurrency ${size.concurrency}`,
        value: String(ahead),
        limit: `<= ${limit}`,
        passed: ahead <= limit,
      });
    }
  }
  return findings;
}

type Size = (typeof SIZES)[number];

async function aheadOfResults(size: Size): Promise<number> {
  const source = countingSource();
  const pipeline = new IngestionPipeline({ adapters: [source.adapter] });
  for await (const _ of pipeline.iterResults("bench", size)) {
    await delay(200); // stuck: long enough for a source without a bound to run through
    return source.fetched() - 1;
  }
  throw new Error("Cannot measure read-ahead: expected a document, received none");
}

async function aheadOfEvents(size: Size): Promise<number> {
  const source = countingSource();
  const pipeline = new IngestionPipeline({ adapters: [source.adapter] });
  for await (const event of pipeline.streamEvents("bench", size)) {
    if (event.type !== "DocumentCompleted") continue;
    await delay(200);
    return source.fetched() - 1;
  }
  throw new Error("Cannot measure read-ahead: expected a document, received none");
}

async function aheadOfBatches(size: Size): Promise<number> {
  const source = countingSource();
  const pipeline = new IngestionPipeline({ adapters: [source.adapter] });
  for await (const batch of pipeline.streamEvents("bench", size).batches()) {
    const taken = batch.filter((event) => event.type === "DocumentCompleted").length;
    if (taken === 0) continue;
    await delay(200);
    return source.fetched() - taken;
  }
  throw new Error("Cannot measure read-ahead: expected a document, received none");
}

function countingSource(): { adapter: Adapter<SourceRecord>; fetched: () => number } {
  let fetched = 0;
  const adapter: Adapter<SourceRecord> = {
    name: "bench",
    async *fetch() {
      for await (const record of records(50_000)) {
        fetched += 1;
        yield record;
      }
    },
    identify: (record) => record.id,
    parse: parserOf("b"),
  };
  return { adapter, fetched: () => fetched };
}
