// corpus: a sum over the documents
// expect: rewrite loop
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  let total = 0;
  for (const { metadata } of await pipeline.runAsync("trials", { parameters: { since: 2019 } })) total += Number(metadata["size"]);
  return total;
}
