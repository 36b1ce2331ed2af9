// corpus: a run in a callback that nobody awaits
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  await new Promise<void>((resolve) => {
    setTimeout(() => pipeline.runAsync("trials").then(({ length }) => log(length), (error: unknown) => log("failed", error)).finally(resolve), 1);
  });
}
