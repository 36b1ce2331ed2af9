// corpus: options made by a function, which must be called once
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const optionsFor = (source: string) => {
    log("options for", source);
    return { parameters: { source } };
  };
  return (await pipeline.runAsync("trials", optionsFor("trials"))).length;
}
