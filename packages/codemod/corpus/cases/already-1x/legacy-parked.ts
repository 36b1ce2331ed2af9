// corpus: a bound runAsyncLegacy, which stays
// contract: 1.x
// expect: leftover NOT_A_CALL
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const load = pipeline.runAsyncLegacy.bind(pipeline);
  return (await load("papers")).length;
}
