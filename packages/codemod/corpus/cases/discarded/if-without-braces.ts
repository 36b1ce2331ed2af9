// corpus: a thrown-away result as the only statement of an if
// expect: rewrite drain
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  if (adapters.length > 0) await pipeline.runAsync("trials");
  else log("nothing to do");
}
