// corpus: Promise.any over calls in an array variable
// expect: rewrite list
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  const attempts = [pipeline.runAsync("trials"), pipeline.runAsync("missing")];
  const documents = await Promise.any(attempts);
  log(documents.length);
}
