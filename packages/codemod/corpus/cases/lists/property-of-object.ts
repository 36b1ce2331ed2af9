// corpus: the list as a property, shorthand and in a nested object
// expect: rewrite list
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<unknown> {
  const pipeline = new IngestionPipeline({ adapters });
  const trials = await pipeline.runAsync("trials");
  return { trials, others: { papers: await pipeline.runAsync("papers") } };
}
