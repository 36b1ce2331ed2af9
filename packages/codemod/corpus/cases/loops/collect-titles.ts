// corpus: a loop that fills a local list
// expect: rewrite loop
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const titles: string[] = [];
  for (const document of await pipeline.runAsync("trials")) {
    titles.push(document.title ?? "untitled");
  }
  return titles;
}
