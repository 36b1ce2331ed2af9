// corpus: arguments with effects, evaluated once and before the loop
// expect: rewrite loop
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const names = ["trials"];
  const next = (): string => {
    log("asked");
    return names.pop() ?? "none";
  };
  let count = 0;
  for (const _ of await pipeline.runAsync(next())) count += 1;
  return count;
}
