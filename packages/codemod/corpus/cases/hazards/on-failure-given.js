// corpus: options that already have the name that is to be added
// expect: leftover OPTIONS_UNKNOWN
import { IngestionPipeline } from "@sluice/pipeline";

export async function run({ adapters }) {
  const pipeline = new IngestionPipeline({ adapters });
  const documents = await pipeline.runAsync("papers", { onFailure: "skip", limit: 2 });
  return documents.length;
}
