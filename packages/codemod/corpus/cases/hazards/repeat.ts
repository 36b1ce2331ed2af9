// corpus: a method of strings that throws out of its range
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string> {
  const pipeline = new IngestionPipeline({ adapters });
  let bar = "";
  for (const { title } of await pipeline.runAsync("trials")) bar += "#".repeat((title ?? "").length - 3);
  return bar;
}
