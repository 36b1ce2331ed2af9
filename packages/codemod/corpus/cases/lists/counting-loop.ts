// corpus: a for loop with an index
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  const docs = await pipeline.runAsync("trials");
  for (let i = 0; i < docs.length; i++) {
    log(i, docs[i]!.docId);
  }
}
