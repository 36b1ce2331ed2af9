// corpus: state read in a finally block
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  let count = 0;
  try {
    for (const _ of await pipeline.runAsync("trials")) count += 1;
    return count;
  } finally {
    log("count", count);
  }
}
