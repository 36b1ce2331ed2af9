// corpus: two workers that share one list of names
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const names = ["notes", "trials", "papers"];
  const found: string[] = [];
  const worker = async (): Promise<void> => {
    for (let name = names.pop(); name !== undefined; name = names.pop()) {
      found.push(...(await pipeline.runAsync(name)).map(({ docId }) => docId));
    }
  };
  await Promise.all([worker(), worker()]);
  return found.sort();
}
