// corpus: a body that changes the document, which the adapter still holds
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  let count = 0;
  for (const document of await pipeline.runAsync("trials")) {
    Object.assign(document.metadata, { seen: true });
    document.metadata["order"] = count;
    count += 1;
  }
  return count;
}
