// corpus: an overloaded function that ends in our call
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

async function load(pipeline: IngestionPipeline, source: string): Promise<Document[]>;
async function load(pipeline: IngestionPipeline, source: string, limit: number): Promise<Document[]>;
async function load(pipeline: IngestionPipeline, source: string, limit = 10): Promise<Document[]> {
  return await pipeline.runAsync(source, { limit });
}

export async function run({ adapters }: Env): Promise<number[]> {
  const pipeline = new IngestionPipeline({ adapters });
  return [(await load(pipeline, "papers")).length, (await load(pipeline, "trials", 2)).length];
}
