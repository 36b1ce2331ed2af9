// corpus: comments between a variable and its loop
// expect: rewrite loop
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const ids: string[] = [];

  // Licence: Apache-2.0, keep this line.
  const documents = await pipeline.runAsync("trials"); // all of them

  /* one by one */
  for (const document of documents) {
    ids.push(document.docId);
  }

  return ids;
}
