// corpus: a stub in the manner of sinon
// project: alone
// expect: leftover TEST_DOUBLE
// expect: leftover TEST_DOUBLE
import { IngestionPipeline } from "@sluice/pipeline";

const sinon = { stub: (target, name) => ({ resolves: (value) => void (target[name] = async () => value) }) };

export async function run({ adapters }) {
  const pipeline = new IngestionPipeline({ adapters });
  sinon.stub(pipeline, "runAsync").resolves([]);
  return (await pipeline.runAsync("papers")).length;
}
