// corpus: the list behind satisfies, as and a non-null assertion
// expect: rewrite list
// expect: rewrite list
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const papers = (await pipeline.runAsync("papers")) satisfies readonly Document[];
  const notes = (await pipeline.runAsync("notes")) as ReadonlyArray<Document>;
  const trials = (await pipeline.runAsync("trials"))!;
  return papers.length + notes.length + trials.length;
}
