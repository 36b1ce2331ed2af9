// corpus: Promise.race against a timer
// expect: rewrite list
import { setTimeout as sleep } from "node:timers/promises";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string> {
  const pipeline = new IngestionPipeline({ adapters });
  const timer = new AbortController();
  const winner = await Promise.race([pipeline.runAsync("trials"), sleep(2000, null, { signal: timer.signal, ref: false })]);
  timer.abort();
  return winner === null ? "too slow" : `${winner.length} in time`;
}
