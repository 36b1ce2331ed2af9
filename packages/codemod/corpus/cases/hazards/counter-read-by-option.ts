// corpus: a counter that a callback among the options reads
// watches: an option reads the counter while it grows
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  let count = 0;
  const validate = (): void => log("so far", count);
  for (const _ of await pipeline.runAsync("trials", { validate })) count += 1;
  return count;
}
