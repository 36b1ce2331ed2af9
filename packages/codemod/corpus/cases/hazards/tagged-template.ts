// corpus: a tagged template in the body
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const note = (parts: TemplateStringsArray, id: string): number => (log(parts.raw[0], id), 1);
  let count = 0;
  for (const { docId } of await pipeline.runAsync("trials")) count += note`seen ${docId}`;
  return count;
}
