// corpus: comments inside empty parentheses and options
// expect: rewrite list
// expect: rewrite list
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const a = await pipeline.runAsync("trials", { /* nothing yet */ });
  const b = await pipeline.runAsync("papers", {
    // nothing yet
  });
  const c = await pipeline.runAsync("notes" /* name */, /* options */ { limit: 1 /* one */, } /* end */);
  return a.length + b.length + c.length;
}
