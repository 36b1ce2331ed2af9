// corpus: only the length is read
// expect: rewrite list
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string> {
  const pipeline = new IngestionPipeline({ adapters });
  const { length } = await pipeline.runAsync("papers");
  return `${length} papers, ${(await pipeline.runAsync("notes")).length} notes`;
}
