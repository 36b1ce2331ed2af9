// corpus: a loop variable of the name that the receiver has
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const source = new IngestionPipeline({ adapters });
  const ids: string[] = [];
  const documents = await source.runAsync("trials");
  for (const source of documents) ids.push(source.docId);
  return ids;
}
