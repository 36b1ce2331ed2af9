// corpus: a list where the name Array means something else
// expect: rewrite list
import type { IngestionPipeline } from "@sluice/pipeline";

interface Env {
  readonly pipeline: IngestionPipeline;
}

const Array = { of: (...values: number[]) => values };

export async function run({ pipeline }: Env): Promise<unknown> {
  const documents = await pipeline.runAsync("trials");
  return [documents.length, Array.of(1, 2)];
}
