// corpus: a list that does not take anything
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";

export async function run({ adapters }) {
  const pipeline = new IngestionPipeline({ adapters });
  const ids = [];
  Object.freeze(ids);
  for (const { docId } of await pipeline.runAsync("trials")) ids.push(docId);
  return ids;
}
