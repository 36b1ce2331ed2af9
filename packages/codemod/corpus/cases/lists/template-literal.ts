// corpus: the length inside a template literal
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  log(`Imported ${(await pipeline.runAsync("trials")).length} trials`);
}
