// corpus: a run that always happens and a loop that does not
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const ids: string[] = [];
  const documents = await pipeline.runAsync("trials");
  if (adapters.length > 7) {
    for (const document of documents) ids.push(document.docId);
  }
  return ids;
}
