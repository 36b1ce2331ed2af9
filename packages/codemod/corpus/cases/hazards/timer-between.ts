// corpus: a timer that looks at local state while the run goes on
// watches: the list or counter while it grows
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  let count = 0;
  const timer = setInterval(() => {
    if (count > 0 && count < 4) log("half way");
  }, 1);
  try {
    for (const _ of await pipeline.runAsync("trials")) count += 1;
  } finally {
    clearInterval(timer);
  }
  return count;
}
