// corpus: for-of over entries(), for the index
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  for (const [index, document] of (await pipeline.runAsync("trials")).entries()) {
    log(`${index + 1}. ${document.title}`);
  }
}
