// corpus: an option of both releases that changes how the run goes
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const documents = await pipeline.runAsync("trials", { concurrency: 1, parameters: {} });
  return documents.map(({ docId }) => docId).toSorted();
}
