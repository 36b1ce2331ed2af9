// corpus: a run thrown away in a mapped async callback
// expect: rewrite drain
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  const jobs = ["papers", "notes"].map(async (name) => {
    await pipeline.runAsync(name);
    log(name);
  });
  await Promise.all(jobs);
}
