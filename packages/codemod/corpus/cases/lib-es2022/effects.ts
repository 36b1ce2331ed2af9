// corpus: a loop with effects where the lib has no Array.fromAsync
// expect: rewrite collect
import type { IngestionPipeline } from "@sluice/pipeline";

interface Env {
  readonly pipeline: IngestionPipeline;
  readonly log: (...values: readonly unknown[]) => void;
}

export async function run({ pipeline, log }: Env): Promise<void> {
  for (const document of await pipeline.runAsync("trials")) {
    log(document.docId);
  }
}
