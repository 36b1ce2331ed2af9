// corpus: angle brackets, regular expressions and templates around the call
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string> {
  const pipeline = new IngestionPipeline({ adapters });
  const pattern = /runAsync\(["'`]/u;
  const text = `${pattern.source}:${new Set<string>((await pipeline.runAsync("trials")).map((d) => `${d.docId}`)).size}`;
  return text;
}
