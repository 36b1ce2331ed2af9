// corpus: a run that nobody waits for, with its failure handled
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<string> {
  const pipeline = new IngestionPipeline({ adapters });
  void pipeline.runAsync("trials").catch((error: unknown) => log("in the background", error));
  return "started";
}
