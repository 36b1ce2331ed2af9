// corpus: a list whose push() was replaced
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const ids: string[] = [];
  ids.push = (...values: string[]) => {
    log("pushed", values);
    return values.length;
  };
  for (const { docId } of await pipeline.runAsync("trials")) ids.push(docId);
  return ids;
}
