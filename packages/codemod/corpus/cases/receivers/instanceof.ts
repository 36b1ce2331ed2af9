// corpus: a receiver narrowed by instanceof
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ pipeline }: Env): Promise<number> {
  const value: unknown = pipeline;
  if (!(value instanceof IngestionPipeline)) return -1;
  return (await value.runAsync("notes")).length;
}
