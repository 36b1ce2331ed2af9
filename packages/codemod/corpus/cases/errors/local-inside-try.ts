// corpus: a loop under a catch that carries on, whose state is gone by then
// expect: rewrite loop
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  try {
    let total = 0;
    for (const document of await pipeline.runAsync("trials")) total += document.docId.length;
    return total;
  } catch (error) {
    log(error);
    return -1;
  }
}
