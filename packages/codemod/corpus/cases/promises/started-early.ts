// corpus: a run that is started, then awaited after other work
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const pending = pipeline.runAsync("trials");
  log("started");
  const documents = await pending;
  return documents.length;
}
