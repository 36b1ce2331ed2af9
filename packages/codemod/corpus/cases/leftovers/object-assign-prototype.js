// corpus: a prototype that gets another method by Object.assign
// project: alone
// expect: leftover OVERRIDDEN
// expect: leftover OVERRIDDEN
// expect: leftover OVERRIDDEN
// expect: leftover OVERRIDDEN
import { IngestionPipeline } from "@sluice/pipeline";

export async function run({ adapters }) {
  const { runAsync } = Object.getOwnPropertyDescriptors(IngestionPipeline.prototype);
  Object.assign(IngestionPipeline.prototype, { runAsync: async () => [] });
  const pipeline = new IngestionPipeline({ adapters });
  const { length } = await pipeline.runAsync("papers");
  Object.defineProperty(IngestionPipeline.prototype, "runAsync", runAsync);
  return length;
}
