// corpus: a loop left by return; the old call had ingested everything by then
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string | undefined> {
  const pipeline = new IngestionPipeline({ adapters });
  for (const document of await pipeline.runAsync("trials")) {
    if (document.metadata["year"] === 2021) return document.docId;
  }
  return undefined;
}
