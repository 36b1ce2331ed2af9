// corpus: runAsyncLegacy in Promise.all
// contract: 1.x
// expect: rewrite list
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const lists = await Promise.all([pipeline.runAsyncLegacy("trials"), pipeline.runAsyncLegacy("notes")]);
  return lists.map(({ length }) => length);
}
