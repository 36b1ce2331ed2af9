// corpus: the list as JSON
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  log(JSON.stringify(await pipeline.runAsync("papers"), null, 2));
}
