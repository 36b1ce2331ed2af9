// corpus: a list that is changed while it is looped over
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const queue = await pipeline.runAsync("papers");
  const order: string[] = [];
  for (const document of queue) {
    order.push(document.docId);
    if (order.length === 1) queue.push({ ...document, docId: "again" });
  }
  return order;
}
