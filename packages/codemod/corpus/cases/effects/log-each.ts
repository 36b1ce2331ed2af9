// corpus: a loop that logs each document; the list is collected first, as before
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  for (const document of await pipeline.runAsync("trials")) {
    console.log(document.docId, document.title);
  }
}
