// corpus: an instance whose method is replaced
// project: alone
// expect: leftover OVERRIDDEN
// expect: leftover OVERRIDDEN
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  pipeline.runAsync = async () => [];
  return (await pipeline.runAsync("trials")).length;
}
