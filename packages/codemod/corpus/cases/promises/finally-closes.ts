// corpus: finally on the promise
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const documents = await pipeline.runAsync("papers").finally(() => log("closed"));
  return documents.length;
}
