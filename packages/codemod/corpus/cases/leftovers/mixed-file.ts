// corpus: a file of which one part can be rewritten and another cannot
// expect: rewrite list
// expect: leftover NOT_A_CALL
// expect: rewrite loop
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<unknown[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const papers = await pipeline.runAsync("papers");
  const load = pipeline.runAsync.bind(pipeline);
  const notes = await load("notes");
  const ids: string[] = [];
  for (const { docId } of await pipeline.runAsync("trials")) ids.push(docId);
  return [papers.length, notes.length, ids];
}
