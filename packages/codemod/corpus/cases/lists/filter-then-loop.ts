// corpus: a loop over a filtered list
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  const documents = await pipeline.runAsync("notes");
  for (const document of documents.filter(({ text }) => text !== null)) log(document.docId);
}
