// corpus: options chosen by a condition
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const isDraft = adapters.length === 2;
  return (await pipeline.runAsync("trials", isDraft ? { limit: 1 } : {})).length;
}
