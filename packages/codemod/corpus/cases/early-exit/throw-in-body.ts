// corpus: a loop that throws at a document that is not wanted
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  let checked = 0;
  for (const document of await pipeline.runAsync("notes")) {
    if (document.text === null) throw new RangeError(`${document.docId} has no text`);
    checked += 1;
  }
  return checked;
}
