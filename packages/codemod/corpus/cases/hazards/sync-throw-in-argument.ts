// corpus: a plain function whose argument may throw before there is a promise
// expect: leftover SHAPE_UNKNOWN
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  const load = (job?: { readonly source: string }) => pipeline.runAsync(job!.source);
  try {
    await load(undefined).catch(() => log("rejected"));
  } catch {
    log("thrown");
  }
}
