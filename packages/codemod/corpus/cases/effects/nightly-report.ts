// corpus: a nightly job with a heading, a loop and a summary line
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  log("Nightly import");
  const documents = await pipeline.runAsync("trials");
  for (const document of documents) {
    log(` * ${document.title ?? document.docId}`);
  }
  log("done");
}
