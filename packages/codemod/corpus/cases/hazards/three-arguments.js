// corpus: a call with an argument too many
// expect: leftover OPTIONS_UNKNOWN
import { IngestionPipeline } from "@sluice/pipeline";

export async function run({ adapters, log }) {
  const pipeline = new IngestionPipeline({ adapters });
  const documents = await pipeline.runAsync("papers", {}, (done) => log(done));
  return documents.length;
}
