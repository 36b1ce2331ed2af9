// corpus: a list that is counted and looped over
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  const documents = await pipeline.runAsync("trials");
  log(`${documents.length} documents`);
  for (const document of documents) log(document.docId);
}
