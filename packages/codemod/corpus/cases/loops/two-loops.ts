// corpus: two loops over two runs in one function
// expect: rewrite loop
// expect: rewrite loop
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const ids = [];
  for (const document of await pipeline.runAsync("trials")) ids.push(document.docId);
  for (const document of await pipeline.runAsync("papers")) ids.push(document.docId);
  return ids;
}
