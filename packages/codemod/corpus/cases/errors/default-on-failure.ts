// corpus: a catch that gives a default, around a list
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

async function loadOrEmpty(pipeline: IngestionPipeline): Promise<Document[]> {
  try {
    return await pipeline.runAsync("trials");
  } catch {
    return [];
  }
}

export async function run({ adapters }: Env): Promise<number> {
  return (await loadOrEmpty(new IngestionPipeline({ adapters }))).length;
}
