// corpus: a plain function that returns the promise to a caller who handles the rejection
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

function load(pipeline: IngestionPipeline, source: string): Promise<Document[]> {
  return pipeline.runAsync(source, { limit: 4 });
}

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  await load(pipeline, "trials")
    .then((documents) => log(documents.length))
    .catch((error: unknown) => log("handled", error));
}
