// corpus: a type parameter constrained to the class
// expect: rewrite list
import type { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

async function count<Pipeline extends IngestionPipeline>(pipeline: Pipeline, source: string): Promise<number> {
  return (await pipeline.runAsync(source)).length;
}

export async function run({ pipeline }: Env): Promise<number> {
  return await count(pipeline, "papers");
}
