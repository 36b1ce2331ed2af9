// corpus: an instance that gets another method by Object.defineProperty
// project: alone
// expect: leftover OVERRIDDEN
// expect: leftover OVERRIDDEN
import { IngestionPipeline } from "@sluice/pipeline";

export async function run({ adapters }) {
  const pipeline = new IngestionPipeline({ adapters });
  Object.defineProperty(pipeline, "runAsync", { value: async () => [] });
  return (await pipeline.runAsync("papers")).length;
}
