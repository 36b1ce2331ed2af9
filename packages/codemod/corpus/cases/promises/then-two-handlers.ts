// corpus: a then with a handler for the failure
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  await pipeline.runAsync("trials").then(
    (documents) => log("ok", documents.length),
    (error: unknown) => log("failed", error),
  );
}
