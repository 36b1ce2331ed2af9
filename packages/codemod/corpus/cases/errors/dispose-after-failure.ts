// corpus: a using declaration that ends with the function
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const seen: string[] = [];
  using _lease = { [Symbol.dispose]: () => log("released after", seen.length) };
  for (const document of await pipeline.runAsync("trials")) seen.push(document.docId);
  return seen.length;
}
