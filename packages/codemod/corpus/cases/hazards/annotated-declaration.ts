// corpus: a variable with a type, only looped over
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const ids: string[] = [];
  const documents: readonly Document[] = await pipeline.runAsync("trials");
  for (const document of documents) ids.push(document.docId);
  return ids;
}
