// corpus: runAsyncLegacy in a loop, with options
// contract: 1.x
// expect: rewrite loop
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const ids: string[] = [];
  for (const document of await pipeline.runAsyncLegacy("trials", { bufferSize: 10 })) ids.push(document.docId);
  return ids;
}
