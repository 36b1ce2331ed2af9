// corpus: options that hold the list which the loop fills
// watches: an option reads the list while it grows
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const ids: string[] = [];
  for (const { docId } of await pipeline.runAsync("trials", {
    validate: () => {
      if (ids.length > 1) throw new Error("two are enough");
    },
  })) {
    ids.push(docId);
  }
  return ids.length;
}
