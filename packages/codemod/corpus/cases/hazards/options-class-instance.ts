// corpus: options of a class whose getters a spread would lose
// expect: leftover OPTIONS_UNKNOWN
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

class JobOptions {
  get limit(): number {
    return 2;
  }
}

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  return (await pipeline.runAsync("trials", new JobOptions())).length;
}
