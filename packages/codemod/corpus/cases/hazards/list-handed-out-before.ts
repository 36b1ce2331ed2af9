// corpus: a list that somebody else holds before the loop
// watches: the list or counter while it grows
// expect: rewrite collect
import { setImmediate as turn } from "node:timers/promises";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

async function watch(list: readonly string[], log: Env["log"]): Promise<void> {
  for (let n = 0; n < 3; n += 1) {
    await turn();
    if (list.length > 0 && list.length < 3) log("partial", list.length);
  }
}

export async function run({ adapters, log }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const ids: string[] = [];
  const watching = watch(ids, log);
  for (const { docId } of await pipeline.runAsync("trials")) ids.push(docId);
  await watching;
  return ids.length;
}
