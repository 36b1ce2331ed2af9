// corpus: a file half way through the migration
// contract: 1.x
// expect: keep
// expect: rewrite list
// expect: keep
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  for await (const { docId } of pipeline.iterResults("papers", { onFailure: "throw" })) log(docId);
  log((await pipeline.runAsyncLegacy("notes")).length);
  log((await pipeline.runAsync("trials")).stats.failed);
}
