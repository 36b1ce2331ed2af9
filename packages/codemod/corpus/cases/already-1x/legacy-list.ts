// corpus: runAsyncLegacy as a list
// contract: 1.x
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const documents = await pipeline.runAsyncLegacy("trials");
  return documents.length;
}
