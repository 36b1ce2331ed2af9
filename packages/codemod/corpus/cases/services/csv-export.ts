// corpus: a table of comma-separated values built in a string
// expect: rewrite loop
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string> {
  const pipeline = new IngestionPipeline({ adapters });
  let csv = "id,title\n";
  for (const { docId, title } of await pipeline.runAsync("papers")) {
    csv += `${docId},"${title ?? ""}"\n`;
  }
  return csv;
}
