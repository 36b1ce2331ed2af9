// corpus: the method by a key in a constant
// expect: leftover DYNAMIC_ACCESS
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

const METHOD = "runAsync";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  return (await pipeline[METHOD]("papers")).length;
}
