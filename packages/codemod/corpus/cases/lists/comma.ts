// corpus: a run behind a comma operator
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  let runs = 0;
  const documents = (runs++, await pipeline.runAsync("trials"));
  return documents.length + runs;
}
