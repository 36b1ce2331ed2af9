// corpus: a run that nobody waits for; its failure is an unhandled rejection
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  pipeline.runAsync("trials");
  log("started");
}
