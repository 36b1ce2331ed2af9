// corpus: runAsync of 1.x with its result object
// contract: 1.x
// expect: keep
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<unknown[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const { documents, errors, stats } = await pipeline.runAsync("trials");
  return [documents.length, errors.length, stats.completed];
}
