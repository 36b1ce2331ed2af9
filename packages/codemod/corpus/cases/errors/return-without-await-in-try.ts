// corpus: return without await in a try block, whose catch never sees the rejection
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

async function load(pipeline: IngestionPipeline): Promise<Document[]> {
  try {
    return pipeline.runAsync("trials");
  } catch {
    return [];
  }
}

export async function run({ adapters }: Env): Promise<number> {
  return (await load(new IngestionPipeline({ adapters }))).length;
}
