// corpus: a dynamic import
// expect: rewrite list
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const { IngestionPipeline } = await import("@sluice/pipeline");
  const pipeline = new IngestionPipeline({ adapters });
  return (await pipeline.runAsync("trials")).length;
}
