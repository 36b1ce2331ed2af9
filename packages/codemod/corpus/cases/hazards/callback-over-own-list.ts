// corpus: a callback over a list of the function's own, whose element has effects when it is compared
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const bounds: { valueOf(): number }[] = [];
  bounds.push({ valueOf: () => (log("asked"), 2) });
  let count = 0;
  for (const { docId } of await pipeline.runAsync("trials")) {
    if (bounds.some((bound) => docId.length > Number(bound))) count += 1;
  }
  return count;
}
