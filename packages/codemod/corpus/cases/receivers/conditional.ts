// corpus: one of two pipelines
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, pipeline }: Env): Promise<number> {
  const other = new IngestionPipeline({ adapters });
  return (await (adapters.length > 2 ? other : pipeline).runAsync("notes")).length;
}
