// corpus: a function whose test hands it an object instead of a pipeline
// expect: rewrite list
import type { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../../harness/env.js";

export async function count(pipeline: IngestionPipeline): Promise<number> {
  return (await pipeline.runAsync("papers")).length;
}

export async function run({ pipeline }: Env): Promise<number> {
  return await count(pipeline);
}
