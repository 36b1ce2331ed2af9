// corpus: parentheses in the head of the loop
// expect: rewrite loop
// expect: rewrite loop
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const ids: string[] = [];
  for (const document of (await pipeline.runAsync("papers"))) ids.push(document.docId);
  for (const document of await (pipeline.runAsync("notes"))) ids.push(document.docId);
  return ids;
}
