// corpus: jobs from a configuration, each with its own options
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

const JOBS = {
  small: { source: "papers", options: { limit: 1 } },
  large: { source: "trials", options: { parameters: { deep: true } } },
} as const;

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  for (const [job, { source, options }] of Object.entries(JOBS)) {
    const documents = await pipeline.runAsync(source, options);
    log(job, documents.length);
  }
}
