// corpus: a cast in the head of the loop
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const ids: string[] = [];
  for (const document of (await pipeline.runAsync("trials")) as { docId: string }[]) ids.push(document.docId);
  return ids;
}
