// corpus: documents upserted in batches of two
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

interface Store {
  upsert(batch: readonly Document[]): Promise<void>;
}

async function sync(pipeline: IngestionPipeline, store: Store): Promise<void> {
  const documents = await pipeline.runAsync("trials");
  while (documents.length > 0) {
    await store.upsert(documents.splice(0, 2));
  }
}

export async function run({ adapters, log }: Env): Promise<void> {
  await sync(new IngestionPipeline({ adapters }), { upsert: async (batch) => log(batch.map(({ docId }) => docId)) });
}
