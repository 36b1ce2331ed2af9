// corpus: a receiver that may be missing, in a place where the promise is not awaited
// expect: leftover SHAPE_UNKNOWN
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const registry = new Map([["main", new IngestionPipeline({ adapters })]]);
  try {
    const pending = registry.get("other")!.runAsync("papers");
    log("started");
    await pending;
  } catch {
    log("failed");
  }
}
