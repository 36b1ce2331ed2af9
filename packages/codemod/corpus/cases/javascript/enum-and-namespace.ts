// corpus: syntax of TypeScript that leaves code behind: an enum and a namespace
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

enum Source {
  Trials = "trials",
  Papers = "papers",
}

namespace Jobs {
  export const load = async (pipeline: IngestionPipeline, source: Source) => await pipeline.runAsync(source);
}

export async function run({ adapters }: Env): Promise<number> {
  return (await Jobs.load(new IngestionPipeline({ adapters }), Source.Papers)).length;
}
