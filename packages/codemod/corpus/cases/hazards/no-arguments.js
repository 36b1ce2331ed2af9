// corpus: a call without arguments
// expect: leftover OPTIONS_UNKNOWN
import { IngestionPipeline } from "@sluice/pipeline";

export async function run({ adapters, log }) {
  const pipeline = new IngestionPipeline({ adapters });
  try {
    await pipeline.runAsync();
  } catch (error) {
    log(error.name);
  }
}
