// corpus: a loop where the lib has no Array.fromAsync
// expect: rewrite loop
import type { IngestionPipeline } from "@sluice/pipeline";

export async function run({ pipeline }: { readonly pipeline: IngestionPipeline }): Promise<string[]> {
  const ids: string[] = [];
  for (const document of await pipeline.runAsync("trials")) ids.push(document.docId);
  return ids;
}
