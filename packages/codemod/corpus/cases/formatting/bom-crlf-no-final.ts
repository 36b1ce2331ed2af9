// corpus: a byte order mark, line ends of Windows and no line end at the end
// expect: rewrite loop
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const ids: string[] = [];
  for (const document of await pipeline.runAsync("trials")) ids.push(document.docId);
  return ids;
}