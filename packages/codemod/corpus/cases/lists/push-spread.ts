// corpus: batches pushed into one list, adapter by adapter
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const all: Document[] = [];
  for (const name of ["papers", "notes", "trials"]) {
    all.push(...(await pipeline.runAsync(name)));
  }
  return all.length;
}
