// corpus: an object whose prototype is a pipeline, with another method
// project: alone
// expect: leftover OVERRIDDEN
// expect: leftover OVERRIDDEN
import { IngestionPipeline } from "@sluice/pipeline";

export async function run({ adapters, log }) {
  /** @type {IngestionPipeline} */
  const pipeline = Object.create(new IngestionPipeline({ adapters }));
  pipeline.runAsync = async () => (log("mine"), []);
  return (await pipeline.runAsync("papers")).length;
}
