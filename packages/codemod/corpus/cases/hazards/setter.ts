// corpus: an assignment that runs a setter
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  const progress = {
    set current(id: string) {
      log("at", id);
    },
  };
  for (const document of await pipeline.runAsync("trials")) {
    progress.current = document.docId;
  }
}
