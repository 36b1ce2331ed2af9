// corpus: a labelled break out of both loops
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string | null> {
  const pipeline = new IngestionPipeline({ adapters });
  let found: string | null = null;
  search:
  for (const source of ["papers", "trials", "notes"]) {
    const documents = await pipeline.runAsync(source);
    for (const document of documents) {
      if (document.title?.startsWith("Lichen") === true) {
        found = document.docId;
        break search;
      }
    }
  }
  return found;
}
