// corpus: a subclass of 0.x with a method of its own that has the new name
// project: alone
// expect: keep
// expect: keep
// expect: leftover OVERRIDDEN
import { IngestionPipeline } from "@sluice/pipeline";

class NumberedPipeline extends IngestionPipeline {
  *iterResults(name) {
    yield `${name}-first`;
  }
}

export async function run({ adapters, log }) {
  const pipeline = new NumberedPipeline({ adapters });
  log([...pipeline.iterResults("papers")]);
  return (await pipeline.runAsync("papers")).length;
}
