// corpus: somebody else's runAsync, beside ours
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import { JobRunner } from "job-runner";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<unknown[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const runner = new JobRunner();
  const [first] = await runner.runAsync("trials");
  const [second] = await pipeline.runAsync("trials");
  return [first, second?.docId, await runner.runAsyncLegacy("x")];
}
