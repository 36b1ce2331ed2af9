// corpus: pipelines in an array
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number[]> {
  const pipelines = [new IngestionPipeline({ adapters }), new IngestionPipeline({ adapters })];
  const counts: number[] = [];
  for (const pipeline of pipelines) counts.push((await pipeline.runAsync("papers")).length);
  return counts;
}
