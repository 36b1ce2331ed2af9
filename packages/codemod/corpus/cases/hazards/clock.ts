// corpus: a body that asks for the time and for random numbers, in order
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<boolean> {
  const pipeline = new IngestionPipeline({ adapters });
  const times: number[] = [];
  for (const _ of await pipeline.runAsync("trials")) times.push(performance.now());
  return times.every((time, index) => index === 0 || time >= times[index - 1]!);
}
