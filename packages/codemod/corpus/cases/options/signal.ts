// corpus: an abort signal that has fired before the run
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const controller = new AbortController();
  controller.abort(new Error("shutting down"));
  const documents = await pipeline.runAsync("papers", { signal: controller.signal });
  return documents.length;
}
