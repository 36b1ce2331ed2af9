// corpus: a template that runs a toString() with effects
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<string> {
  const pipeline = new IngestionPipeline({ adapters });
  const counter = { n: 0, toString: () => (log("asked"), String((counter.n += 1))) };
  let text = "";
  for (const { docId } of await pipeline.runAsync("papers")) text += `${counter}:${docId} `;
  return text;
}
