// corpus: options that may be undefined
// expect: rewrite list
import { IngestionPipeline, type RunOptions } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

async function load(pipeline: IngestionPipeline, source: string, options?: RunOptions): Promise<number> {
  return (await pipeline.runAsync(source, options)).length;
}

export async function run({ adapters }: Env): Promise<number[]> {
  const pipeline = new IngestionPipeline({ adapters });
  return [await load(pipeline, "papers"), await load(pipeline, "trials", { limit: 2 })];
}
