// corpus: for await over the list, as some had written in hope of streaming
// expect: rewrite loop
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const ids: string[] = [];
  for await (const document of await pipeline.runAsync("trials")) ids.push(document.docId);
  return ids;
}
