// corpus: a subclass that overrides runAsync and calls super.runAsync
// project: alone
// expect: leftover OVERRIDDEN
// expect: leftover OVERRIDDEN
// expect: leftover OVERRIDDEN
import type { Document } from "@sluice/core-events";
import { IngestionPipeline, type RunOptions } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

class LimitedPipeline extends IngestionPipeline {
  override async runAsync(adapter: string, options: RunOptions = {}): Promise<Document[]> {
    return super.runAsync(adapter, { limit: 2, ...options });
  }
}

export async function run({ adapters }: Env): Promise<number> {
  return (await new LimitedPipeline({ adapters }).runAsync("trials")).length;
}
