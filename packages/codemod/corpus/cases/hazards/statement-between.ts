// corpus: a statement with an effect between the run and its loop
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const ids: string[] = [];
  const documents = await pipeline.runAsync("trials");
  log("loaded");
  for (const { docId } of documents) ids.push(docId);
  return ids;
}
