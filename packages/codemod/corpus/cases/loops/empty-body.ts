// corpus: a loop that only counts
// expect: rewrite loop
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  let count = 0;
  for (const _document of await pipeline.runAsync("notes")) count++;
  return count;
}
