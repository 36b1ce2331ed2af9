// corpus: index access and at()
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<(string | undefined)[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const all = await pipeline.runAsync("trials");
  return [all[0]?.docId, all.at(-1)?.docId];
}
