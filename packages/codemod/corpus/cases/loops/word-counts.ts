// corpus: counts per word, in a local Map
// expect: rewrite loop
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<[string, number][]> {
  const pipeline = new IngestionPipeline({ adapters });
  const counts = new Map<string, number>();
  for (const document of await pipeline.runAsync("trials")) {
    const words = (document.title ?? "").split(" ");
    for (const word of words) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return [...counts].sort(([a], [b]) => a.localeCompare(b));
}
