// corpus: runs kept as functions and started in order
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  const queue = ["notes", "papers", "trials"].map((name) => async () => await pipeline.runAsync(name));
  for (const task of queue) {
    const documents = await task();
    log(documents[0]?.provenance.source, documents.length);
  }
}
