// corpus: a loop left by break
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const ids: string[] = [];
  for (const document of await pipeline.runAsync("trials")) {
    if (ids.length === 2) break;
    ids.push(document.docId);
  }
  return ids;
}
