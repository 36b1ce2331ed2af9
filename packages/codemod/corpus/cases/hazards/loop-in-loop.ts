// corpus: a list from outside that a loop walks through several times
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  let pairs = 0;
  const documents = await pipeline.runAsync("papers");
  for (let round = 0; round < 3; round += 1) for (const _ of documents) pairs += 1;
  return pairs;
}
