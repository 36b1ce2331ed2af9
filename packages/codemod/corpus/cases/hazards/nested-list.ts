// corpus: an inner list that somebody else holds
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

const shared: string[] = [];

async function fill(pipeline: IngestionPipeline): Promise<void> {
  const byKey: Record<string, string[]> = { ids: shared };
  for (const { docId } of await pipeline.runAsync("trials")) byKey["ids"]?.push(docId);
}

export async function run({ adapters, log }: Env): Promise<void> {
  await fill(new IngestionPipeline({ adapters })).catch(() => log("failed"));
  log(shared);
}
