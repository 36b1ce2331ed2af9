// corpus: what the codemod writes, read again
// contract: 1.x
// expect: keep
// expect: keep
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  const documents = await Array.fromAsync(pipeline.iterResults("trials", { onFailure: "throw" }));
  log(documents.length);
  for await (const _ of pipeline.iterResults("papers", { onFailure: "throw" })) {}
}
