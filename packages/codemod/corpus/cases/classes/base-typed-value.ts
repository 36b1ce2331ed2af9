// corpus: a value typed as the base class that may be a subclass with its own runAsync
// project: alone
// expect: leftover OVERRIDDEN
// expect: leftover OVERRIDDEN
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

class EmptyPipeline extends IngestionPipeline {
  override async runAsync(): Promise<Document[]> {
    return [];
  }
}

async function count(pipeline: IngestionPipeline): Promise<number> {
  return (await pipeline.runAsync("trials")).length;
}

export async function run({ adapters }: Env): Promise<number> {
  return await count(new EmptyPipeline({ adapters }));
}
