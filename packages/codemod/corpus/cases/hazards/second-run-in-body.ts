// corpus: a run inside the loop over another run
// expect: rewrite collect
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const pairs: string[] = [];
  for (const paper of await pipeline.runAsync("papers")) {
    const notes = await pipeline.runAsync("notes", { limit: 2 });
    pairs.push(...notes.map((note) => `${paper.docId}/${note.docId}`));
  }
  return pairs;
}
