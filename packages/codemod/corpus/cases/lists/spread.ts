// corpus: two lists spread into one
// expect: rewrite list
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const all = [...(await pipeline.runAsync("trials")), ...(await pipeline.runAsync("papers"))];
  return all.map(({ docId }) => docId);
}
