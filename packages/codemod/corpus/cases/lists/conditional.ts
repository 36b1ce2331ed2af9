// corpus: a conditional expression with a run in each branch
// expect: rewrite list
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const full = adapters.length > 2;
  const documents = full ? await pipeline.runAsync("trials") : await pipeline.runAsync("notes");
  return documents.length;
}
