// corpus: a list of the function's own that holds something with effects, joined in the body
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<string> {
  const pipeline = new IngestionPipeline({ adapters });
  const parts: unknown[] = [];
  parts.push({ toString: () => (log("asked"), "x") });
  let text = "";
  for (const { docId } of await pipeline.runAsync("trials")) text += parts.join() + docId;
  return text;
}
