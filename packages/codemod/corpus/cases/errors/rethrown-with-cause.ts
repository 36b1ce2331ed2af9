// corpus: an error wrapped and thrown on
// expect: rewrite loop
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  try {
    const ids: string[] = [];
    for (const document of await pipeline.runAsync("trials")) ids.push(document.docId);
    return ids;
  } catch (cause) {
    throw new Error("Cannot import trials", { cause });
  }
}
