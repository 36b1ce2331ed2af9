// corpus: a loop in a function that is called later, and twice
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[][]> {
  const pipeline = new IngestionPipeline({ adapters });
  const documents = await pipeline.runAsync("trials");
  const ids = (): string[] => {
    const found: string[] = [];
    for (const document of documents) found.push(document.docId);
    return found;
  };
  return [ids(), ids()];
}
