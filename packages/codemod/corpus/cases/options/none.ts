// corpus: the adapter's name in a constant
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

const SOURCE = "trials";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const documents = await pipeline.runAsync(SOURCE);
  return documents.length;
}
