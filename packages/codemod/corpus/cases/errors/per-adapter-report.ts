// corpus: a loop over adapters that reports the failed ones and goes on
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<Record<string, number | string>> {
  const pipeline = new IngestionPipeline({ adapters });
  const report: Record<string, number | string> = {};
  for (const name of ["trials", "papers", "notes"]) {
    try {
      report[name] = (await pipeline.runAsync(name)).length;
    } catch (error) {
      report[name] = (error as Error).message;
    }
  }
  return report;
}
