// corpus: a labelled loop over documents, continued from an inner loop
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const ids: string[] = [];
  documents: for (const document of await pipeline.runAsync("trials")) {
    for (const letter of document.docId) {
      if (letter === "3") continue documents;
    }
    ids.push(document.docId);
  }
  return ids;
}
