// corpus: an instance that gets another method by a literal key
// project: alone
// expect: leftover OVERRIDDEN
// expect: leftover OVERRIDDEN
import { IngestionPipeline } from "@sluice/pipeline";

export async function run({ adapters }) {
  const pipeline = new IngestionPipeline({ adapters });
  pipeline["runAsync"] = async () => [];
  return (await pipeline.runAsync("papers")).length;
}
