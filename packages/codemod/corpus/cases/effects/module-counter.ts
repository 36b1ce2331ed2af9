// corpus: a loop that changes a counter of the module
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

let ingested = 0;

async function ingest({ adapters }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  for (const _ of await pipeline.runAsync("trials")) ingested += 1;
}

export async function run(env: Env): Promise<number> {
  await ingest(env).catch((error: unknown) => env.log(String(error)));
  return ingested;
}
