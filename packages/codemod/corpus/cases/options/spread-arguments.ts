// corpus: arguments spread into the call
// expect: leftover OPTIONS_UNKNOWN
import { IngestionPipeline, type RunOptions } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const args: [string, RunOptions] = ["trials", { limit: 2 }];
  return (await pipeline.runAsync(...args)).length;
}
