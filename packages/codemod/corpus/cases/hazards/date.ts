// corpus: a date made of what may be missing
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const dates: string[] = [];
  for (const { metadata } of await pipeline.runAsync("trials")) dates.push(new Date(Number(metadata["year"]), 0).toISOString());
  return dates;
}
