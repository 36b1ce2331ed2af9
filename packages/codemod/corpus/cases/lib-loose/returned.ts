// corpus: a list without strict types and without Array.fromAsync
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";

export async function load(pipeline: IngestionPipeline, name): Promise<Document[]> {
  return await pipeline.runAsync(name);
}

export async function run({ adapters }): Promise<number> {
  return (await load(new IngestionPipeline({ adapters }), "trials")).length;
}
