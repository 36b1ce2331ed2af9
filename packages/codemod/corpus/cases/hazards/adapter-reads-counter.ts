// corpus: an adapter of the application that reads what the loop counts
// expect: rewrite collect
import type { Adapter } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ log }: Env): Promise<number> {
  let count = 0;
  const counting: Adapter<number> = {
    name: "counting",
    *fetch() {
      for (let n = 0; n < 3; n += 1) {
        log("fetched at", count);
        yield n;
      }
    },
    identify: String,
    parse: (n) => ({ docId: String(n), title: null, text: null, metadata: {}, provenance: { source: "counting" } }),
  };
  const pipeline = new IngestionPipeline({ adapters: [counting] });
  for (const _ of await pipeline.runAsync("counting")) count += 1;
  return count;
}
