// corpus: a loop that awaits something for each document
// expect: rewrite collect
import { setTimeout as sleep } from "node:timers/promises";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  for (const document of await pipeline.runAsync("notes")) {
    await sleep(1);
    log(document.docId);
  }
}
