// corpus: a run before a try block and its loop inside
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const documents = await pipeline.runAsync("trials");
  try {
    let total = 0;
    for (const { docId } of documents) total += docId.length;
    return total;
  } catch (error) {
    log("never", error);
    return -1;
  }
}
