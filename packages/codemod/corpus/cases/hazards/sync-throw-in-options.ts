// corpus: options made by a function that throws, in Promise.allSettled
// expect: leftover SHAPE_UNKNOWN
// expect: rewrite list
import { IngestionPipeline, type RunOptions } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

function optionsFor(name: string): RunOptions {
  if (name === "trials") throw new RangeError("no options for trials");
  return { limit: 1 };
}

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  try {
    const results = await Promise.allSettled([pipeline.runAsync("trials", optionsFor("trials")), pipeline.runAsync("papers")]);
    log(results.map(({ status }) => status));
  } catch (error) {
    log("thrown", error);
  }
}
