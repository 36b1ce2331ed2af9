// corpus: a thrown-away result where the lib has no Array.fromAsync
// expect: rewrite drain
import type { IngestionPipeline } from "@sluice/pipeline";

export async function run({ pipeline }: { readonly pipeline: IngestionPipeline }): Promise<void> {
  await pipeline.runAsync("trials");
}
