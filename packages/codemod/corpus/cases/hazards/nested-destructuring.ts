// corpus: a nested pattern in the head of the loop, which throws on a missing value
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const letters: string[] = [];
  for (const { title } of await pipeline.runAsync("trials")) {
    const [first] = title as string;
    letters.push(first ?? "");
  }
  return letters;
}
