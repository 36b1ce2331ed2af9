// corpus: comments in and around the head of a loop
// expect: rewrite loop
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const ids: string[] = [];
  // Every trial there is.
  for /* each */ (const document /* one */ of await pipeline.runAsync("trials") /* all */) { // of them
    ids.push(document.docId); // keep
  }
  // That was it.
  return ids;
}
