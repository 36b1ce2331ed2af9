// corpus: a loop that assigns to a constant, which throws in the first turn
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";

export async function run({ adapters, log }) {
  const pipeline = new IngestionPipeline({ adapters });
  const last = null;
  for (const { docId } of await pipeline.runAsync("trials")) last = docId;
  log(last);
}
