// corpus: a loop over adapters around a loop over documents
// expect: rewrite loop
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

const SOURCES = ["papers", "trials", "notes"];

export async function run({ adapters }: Env): Promise<Set<string>> {
  const pipeline = new IngestionPipeline({ adapters });
  const seen = new Set<string>();
  for (const source of SOURCES) {
    const batch = await pipeline.runAsync(source);
    for (const document of batch) seen.add(document.docId);
  }
  return seen;
}
