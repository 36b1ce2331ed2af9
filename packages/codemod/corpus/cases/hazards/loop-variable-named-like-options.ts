// corpus: a loop variable of the name that the call's options have
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const entry = { limit: 3 };
  const ids: string[] = [];
  const documents = await pipeline.runAsync("trials", entry);
  for (const entry of documents) {
    ids.push(entry.docId);
  }
  return ids;
}
