// corpus: state read after an error that was swallowed
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const ids: string[] = [];
  try {
    for (const document of await pipeline.runAsync("trials")) ids.push(document.docId);
  } catch (error) {
    log("went wrong", error);
  }
  return ids;
}
