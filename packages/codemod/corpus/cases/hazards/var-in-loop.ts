// corpus: a var that outlives the loop
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  try {
    for (var document of await pipeline.runAsync("trials")) {
      var last: string | undefined = document.docId;
    }
  } finally {
    log("last", last);
  }
}
