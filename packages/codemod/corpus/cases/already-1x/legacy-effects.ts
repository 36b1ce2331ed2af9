// corpus: runAsyncLegacy in a loop that logs
// contract: 1.x
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  for (const { docId } of await pipeline.runAsyncLegacy("trials")) log(docId);
}
