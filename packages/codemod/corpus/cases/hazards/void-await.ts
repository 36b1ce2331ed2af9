// corpus: results thrown away by void, by a comma and by an unused variable
// expect: rewrite list
// expect: rewrite list
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  void (await pipeline.runAsync("papers"));
  await pipeline.runAsync("notes"), log("notes done");
  const _trials = await pipeline.runAsync("trials");
  log("all done", typeof _trials);
}
