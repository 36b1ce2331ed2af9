// corpus: a property of the result of 1.x
// contract: 1.x
// expect: keep
// expect: keep
import { IngestionPipeline, type PipelineResult } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const result: PipelineResult = await pipeline.runAsync("trials");
  return (await pipeline.runAsync("papers")).documents.length + result.documents.length;
}
