// corpus: a list where the lib has no Array.fromAsync
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import type { IngestionPipeline } from "@sluice/pipeline";

interface Env {
  readonly pipeline: IngestionPipeline;
}

async function load({ pipeline }: Env): Promise<Document[]> {
  const documents = await pipeline.runAsync("trials");
  return documents;
}

export async function run(env: Env): Promise<number> {
  return (await load(env)).length;
}
