// corpus: a closure that reads the loop's state while the run goes on
// watches: the list or counter while it grows
// expect: rewrite collect
import { setTimeout as sleep } from "node:timers/promises";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const ids: string[] = [];
  const watch = (async () => {
    for (let n = 0; n < 2; n += 1) {
      await sleep(0);
      if (ids.length !== 0 && ids.length < 5) log("partial list");
    }
  })();
  for (const document of await pipeline.runAsync("trials")) ids.push(document.docId);
  await watch;
  return ids;
}
