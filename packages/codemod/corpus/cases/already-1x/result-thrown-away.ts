// corpus: runAsync of 1.x whose result is thrown away, which must not begin to reject
// contract: 1.x
// expect: keep
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  await pipeline.runAsync("trials");
  log("done");
}
