// corpus: a run whose duration is measured around it
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

async function timed<Result>(label: string, action: () => Promise<Result>, log: Env["log"]): Promise<Result> {
  const startedAt = performance.now();
  try {
    return await action();
  } finally {
    log(label, performance.now() - startedAt >= 0);
  }
}

export async function run({ adapters, log }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const documents = await timed("trials", async () => pipeline.runAsync("trials"), log);
  return documents.length;
}
