// corpus: documents of two sources without those of the same title
// expect: rewrite loop
// expect: rewrite loop
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const byTitle = new Map<string | null, Document>();
  for (const document of await pipeline.runAsync("trials")) byTitle.set(document.title, document);
  for (const document of await pipeline.runAsync("papers")) {
    if (!byTitle.has(document.title)) byTitle.set(document.title, document);
  }
  return Array.from(byTitle.values(), ({ docId }) => docId);
}
