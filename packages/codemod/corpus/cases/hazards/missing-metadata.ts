// corpus: a cast that hides a missing value
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  let digits = 0;
  for (const { metadata } of await pipeline.runAsync("trials")) digits += (metadata["year"] as number).toFixed(1).length;
  return digits;
}
