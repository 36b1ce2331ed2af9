// corpus: a sum that takes the value of an object with effects
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const weight = { valueOf: () => (log("weighed"), 2) };
  let total = 0;
  for (const _ of await pipeline.runAsync("trials")) total += weight as unknown as number;
  return total;
}
