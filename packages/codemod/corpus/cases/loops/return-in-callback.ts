// corpus: a return inside a callback in the loop, which does not leave the loop
// expect: rewrite loop
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const lines: string[] = [];
  for (const document of await pipeline.runAsync("papers")) {
    const words = (document.title ?? "").split(" ").filter((word) => {
      return word.length > 2;
    });
    lines.push(words.join("/"));
  }
  return lines;
}
