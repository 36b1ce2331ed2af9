// corpus: a promise without strict types
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";

export async function run({ adapters, log }): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  const pending = pipeline.runAsync("trials");
  log("started");
  for (const { docId } of await pending) log(docId);
}
