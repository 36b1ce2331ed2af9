// corpus: a list that a property of another object refers to
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

const report: { ids: readonly string[] } = { ids: [] };

async function fill(pipeline: IngestionPipeline): Promise<void> {
  const ids: string[] = [];
  report.ids = ids;
  for (const { docId } of await pipeline.runAsync("trials")) ids.push(docId);
}

export async function run({ adapters, log }: Env): Promise<void> {
  await fill(new IngestionPipeline({ adapters })).catch(() => log("failed"));
  log(report.ids);
}
