// corpus: a signal that may fire while the run goes on
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const { signal } = new AbortController();
  const documents = await pipeline.runAsync("trials", {
    signal: AbortSignal.any([signal, AbortSignal.timeout(60_000)]),
  });
  return documents.length;
}
