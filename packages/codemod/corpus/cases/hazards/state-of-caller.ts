// corpus: a counter of the enclosing function, read by a callback after a failure
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  let done = 0;
  const work = async (): Promise<void> => {
    for (const _ of await pipeline.runAsync("trials")) done += 1;
  };
  await work().catch(() => log("failed after", done));
}
