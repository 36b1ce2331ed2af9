// corpus: code that streams already
// contract: 1.x
// expect: keep
// expect: keep
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  for await (const document of pipeline.iterResults("trials", { onFailure: "throw" })) log(document.docId);
  for await (const event of pipeline.streamEvents("papers")) if (event.type === "DocumentFailed") log(event.error);
}
