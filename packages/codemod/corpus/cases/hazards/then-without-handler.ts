// corpus: then without a handler, and with one for failures only
// expect: rewrite list
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  log((await pipeline.runAsync("papers").then()).length);
  const documents = await pipeline.runAsync("trials").then(undefined, (error: unknown) => log("failed", error));
  log(documents?.length);
}
