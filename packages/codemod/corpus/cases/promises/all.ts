// corpus: Promise.all over an array of calls
// expect: rewrite list
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const [trials, papers] = await Promise.all([pipeline.runAsync("trials"), pipeline.runAsync("papers")]);
  return trials.length + papers.length;
}
