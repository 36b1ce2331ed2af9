// corpus: a running maximum in local variables
// expect: rewrite loop
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<{ id: string | null; length: number }> {
  const pipeline = new IngestionPipeline({ adapters });
  let id: string | null = null;
  let length = -1;
  for (const document of await pipeline.runAsync("trials")) {
    const size = document.text?.length ?? 0;
    if (size > length) {
      id = document.docId;
      length = size;
    }
  }
  return { id, length };
}
