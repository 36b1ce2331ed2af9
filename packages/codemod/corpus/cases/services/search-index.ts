// corpus: an inverted index, returned as a plain object
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<Record<string, string[]>> {
  const pipeline = new IngestionPipeline({ adapters });
  const index = new Map<string, Set<string>>();
  for (const { docId, text } of await pipeline.runAsync("notes")) {
    for (const word of (text ?? "").toLowerCase().split(" ")) {
      const ids = index.get(word) ?? new Set<string>();
      ids.add(docId);
      index.set(word, ids);
    }
  }
  return Object.fromEntries([...index].map(([word, ids]) => [word, [...ids]]));
}
