// corpus: one list, two loops
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const lines: string[] = [];
  const documents = await pipeline.runAsync("papers");
  for (const document of documents) lines.push(document.docId);
  for (const document of documents) lines.push(document.title ?? "-");
  return lines;
}
