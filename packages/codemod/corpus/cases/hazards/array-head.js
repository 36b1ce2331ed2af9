// corpus: an array pattern in the head of the loop
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";

export async function run({ adapters, log }) {
  const pipeline = new IngestionPipeline({ adapters });
  for (const [first] of await pipeline.runAsync("trials")) log(first);
}
