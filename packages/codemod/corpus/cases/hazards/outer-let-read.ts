// corpus: a variable of the module that the body reads, and others change meanwhile
// watches: the body reads what others change meanwhile
// expect: rewrite collect
import { setImmediate as turn } from "node:timers/promises";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

let phase = "before";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  phase = "before";
  const later = (async () => {
    for (let n = 0; n < 4; n += 1) await turn();
    phase = "after";
  })();
  const phases: string[] = [];
  for (const _ of await pipeline.runAsync("trials")) phases.push(phase);
  await later;
  return phases;
}
