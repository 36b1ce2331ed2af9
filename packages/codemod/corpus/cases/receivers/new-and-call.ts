// corpus: a pipeline that has no name
// expect: rewrite loop
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const ids: string[] = [];
  for (const { docId } of await new IngestionPipeline({ adapters }).runAsync("trials")) ids.push(docId);
  return ids;
}
