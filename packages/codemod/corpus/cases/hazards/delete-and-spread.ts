// corpus: a spread of something that iterates with effects
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const lines: string[] = [];
  const prefix = {
    *[Symbol.iterator](): Generator<string> {
      log("prefix");
      yield ">";
    },
  };
  for (const { docId } of await pipeline.runAsync("papers")) lines.push(...prefix, docId);
  return lines;
}
