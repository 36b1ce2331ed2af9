// corpus: the list's own iterator, by hand
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  const iterator = (await pipeline.runAsync("trials"))[Symbol.iterator]();
  const first = iterator.next();
  log(first.done, first.value?.docId, [...iterator].length);
}
