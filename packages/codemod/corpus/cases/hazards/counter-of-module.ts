// corpus: an id that a function of the module counts up
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

let next = 0;
const nextId = (): number => (next += 1);

export async function run({ adapters, log }: Env): Promise<number[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const ids: number[] = [];
  await (async () => {
    for (const _ of await pipeline.runAsync("trials")) ids.push(nextId());
  })().catch(() => log("failed"));
  return [...ids, nextId()];
}
