// corpus: a local function called in the body, which has effects
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  let seen = 0;
  const note = (id: string): number => {
    log(id);
    return 1;
  };
  for (const { docId } of await pipeline.runAsync("trials")) seen += note(docId);
  return seen;
}
