// corpus: a second name for the list that the loop fills
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

const kept: string[][] = [];

async function fill(pipeline: IngestionPipeline): Promise<void> {
  const ids: string[] = [];
  const alias = ids;
  kept.push(alias);
  for (const { docId } of await pipeline.runAsync("trials")) ids.push(docId);
}

export async function run({ adapters, log }: Env): Promise<void> {
  await fill(new IngestionPipeline({ adapters })).catch(() => log("failed"));
  log(kept);
}
