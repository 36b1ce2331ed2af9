// corpus: a parameter typed as the base class, in a project with a subclass that overrides the method
// expect: leftover OVERRIDDEN
import type { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../../harness/env.js";
import { CachedPipeline } from "./cached-pipeline.js";

async function count(pipeline: IngestionPipeline): Promise<number> {
  return (await pipeline.runAsync("papers")).length;
}

export async function run({ adapters }: Env): Promise<number[]> {
  const pipeline = new CachedPipeline({ adapters });
  return [await count(pipeline), await count(pipeline)];
}
