// corpus: a loop that assigns to a variable from outside
// expect: rewrite collect
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

let current: Document | undefined;

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  const work = async (): Promise<void> => {
    for (current of await pipeline.runAsync("trials"));
  };
  await work().catch(() => log("failed at", current?.docId));
  log("ended at", current?.docId);
}
