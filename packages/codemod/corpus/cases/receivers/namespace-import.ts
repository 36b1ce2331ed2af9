// corpus: a namespace import
// expect: rewrite list
import * as sluice from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new sluice.IngestionPipeline({ adapters });
  return (await pipeline.runAsync("trials")).length;
}
