// corpus: a loop variable declared with let and assigned to
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const out: string[] = [];
  for (let document of await pipeline.runAsync("trials")) {
    document = { ...document, title: null };
    out.push(JSON.stringify(document));
  }
  return out;
}
