// corpus: reduce
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const documents = await pipeline.runAsync("trials");
  return documents.reduce((sum, { text }) => sum + (text?.length ?? 0), 0);
}
