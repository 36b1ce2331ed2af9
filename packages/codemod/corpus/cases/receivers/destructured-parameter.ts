// corpus: a pipeline taken out of a parameter
// expect: rewrite loop
import type { Env } from "../../harness/env.js";

export async function run({ pipeline }: Env): Promise<string[]> {
  const ids: string[] = [];
  for (const document of await pipeline.runAsync("papers")) ids.push(document.docId);
  return ids;
}
