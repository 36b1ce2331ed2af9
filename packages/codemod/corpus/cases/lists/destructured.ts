// corpus: destructuring of the list
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<unknown[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const [first, , third, ...rest] = await pipeline.runAsync("trials");
  return [first?.docId, third?.docId, rest.length];
}
