// corpus: forEach with effects
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  (await pipeline.runAsync("trials")).forEach((document, index) => {
    log(index, document.title);
  });
}
