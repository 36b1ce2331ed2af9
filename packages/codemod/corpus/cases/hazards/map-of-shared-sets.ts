// corpus: a fresh Map with a shared Set in it
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

const shared = new Set<string>();

async function fill(pipeline: IngestionPipeline): Promise<void> {
  const sets = new Map<string, Set<string>>();
  sets.set("all", shared);
  for (const { docId } of await pipeline.runAsync("trials")) sets.get("all")?.add(docId);
}

export async function run({ adapters, log }: Env): Promise<void> {
  await fill(new IngestionPipeline({ adapters })).catch(() => log("failed"));
  log(shared);
}
