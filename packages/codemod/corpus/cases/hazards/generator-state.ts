// corpus: a loop in a generator whose state is yielded later
// expect: rewrite loop
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

async function* totals(pipeline: IngestionPipeline): AsyncGenerator<number> {
  for (const name of ["papers", "trials"]) {
    let total = 0;
    for (const { docId } of await pipeline.runAsync(name)) total += docId.length;
    yield total;
  }
}

export async function run({ adapters, log }: Env): Promise<void> {
  for await (const total of totals(new IngestionPipeline({ adapters }))) log(total);
}
