// corpus: Promise.allSettled, which needs a rejection and not a throw
// expect: rewrite list
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  const results = await Promise.allSettled([pipeline.runAsync("trials"), pipeline.runAsync("papers")]);
  for (const result of results) {
    log(result.status === "fulfilled" ? result.value.length : result.reason);
  }
}
