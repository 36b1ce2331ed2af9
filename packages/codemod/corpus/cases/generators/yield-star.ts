// corpus: a generator that gives the list on; its reader must not see documents before a failure
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

async function* trials(pipeline: IngestionPipeline): AsyncGenerator<Document> {
  yield* await pipeline.runAsync("trials");
}

export async function run({ adapters, log }: Env): Promise<void> {
  for await (const document of trials(new IngestionPipeline({ adapters }))) log(document.docId);
}
