// corpus: Function.prototype.call on the method
// expect: leftover NOT_A_CALL
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  return (await pipeline.runAsync.call(pipeline, "trials")).length;
}
