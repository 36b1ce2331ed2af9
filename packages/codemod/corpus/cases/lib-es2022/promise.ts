// corpus: a promise where the lib has no Array.fromAsync
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import type { IngestionPipeline } from "@sluice/pipeline";

const cache = new Map<string, Promise<Document[]>>();

export async function run({ pipeline }: { readonly pipeline: IngestionPipeline }): Promise<number> {
  cache.set("papers", pipeline.runAsync("papers"));
  return (await cache.get("papers"))?.length ?? 0;
}
