// corpus: a counter beside the loop that numbers the documents
// expect: rewrite loop
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const lines: string[] = [];
  let index = 0;
  for (const { docId } of await pipeline.runAsync("trials")) {
    lines.push(`${index}: ${docId}`);
    index++;
  }
  return lines;
}
