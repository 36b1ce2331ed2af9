// corpus: a variable that is only looped over
// expect: rewrite loop
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<Map<string, string | null>> {
  const pipeline = new IngestionPipeline({ adapters });
  const byId = new Map<string, string | null>();
  const documents = await pipeline.runAsync("trials");
  for (const document of documents) {
    byId.set(document.docId, document.title);
  }
  return byId;
}
