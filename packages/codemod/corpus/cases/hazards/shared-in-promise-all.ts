// corpus: two tasks that fill one list at the same time, whose order shows
// watches: the list or counter while it grows
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const ids: string[] = [];
  await Promise.all(
    ["trials", "notes"].map(async (name) => {
      for (const document of await pipeline.runAsync(name)) ids.push(document.docId);
    }),
  );
  return ids;
}
