// corpus: an instance that gets another method by Object.assign
// project: alone
// expect: leftover OVERRIDDEN
// expect: leftover OVERRIDDEN
import { IngestionPipeline } from "@sluice/pipeline";

export async function run({ adapters }) {
  const pipeline = Object.assign(new IngestionPipeline({ adapters }), { runAsync: async () => [] });
  return (await pipeline.runAsync("papers")).length;
}
