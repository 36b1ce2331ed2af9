// corpus: a loop that skips documents with continue
// expect: rewrite loop
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const ids: string[] = [];
  for (const document of await pipeline.runAsync("notes")) {
    if (document.text === null) continue;
    ids.push(document.docId);
  }
  return ids;
}
