// corpus: the prototype's method, applied
// expect: leftover NOT_A_CALL
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  return (await IngestionPipeline.prototype.runAsync.apply(pipeline, ["papers"])).length;
}
