// corpus: the promise is returned from an async function
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<Document[]> {
  const pipeline = new IngestionPipeline({ adapters });
  return pipeline.runAsync("trials");
}
