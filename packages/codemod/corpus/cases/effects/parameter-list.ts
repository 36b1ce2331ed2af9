// corpus: a loop that fills a list of the caller, who sees what is in it after a failure
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

async function addAll(pipeline: IngestionPipeline, into: string[]): Promise<void> {
  for (const document of await pipeline.runAsync("trials")) into.push(document.docId);
}

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const ids: string[] = [];
  try {
    await addAll(pipeline, ids);
  } catch {
    ids.push("failed");
  }
  return ids;
}
