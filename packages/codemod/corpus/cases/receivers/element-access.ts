// corpus: the method by a literal key
// expect: leftover DYNAMIC_ACCESS
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  return (await pipeline["runAsync"]("trials")).length;
}
