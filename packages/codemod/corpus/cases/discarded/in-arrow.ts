// corpus: a thrown-away result as the body of an arrow function that gives nothing
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  const refresh = async (): Promise<unknown> => await pipeline.runAsync("trials");
  log(Array.isArray(await refresh()));
}
