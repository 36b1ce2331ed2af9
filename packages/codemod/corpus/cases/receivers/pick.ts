// corpus: a parameter that wants only runAsync of the class
// expect: leftover SHAPE_UNKNOWN
import type { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

async function count(pipeline: Pick<IngestionPipeline, "runAsync">): Promise<number> {
  return (await pipeline.runAsync("papers")).length;
}

export async function run({ pipeline }: Env): Promise<number> {
  return await count(pipeline);
}
