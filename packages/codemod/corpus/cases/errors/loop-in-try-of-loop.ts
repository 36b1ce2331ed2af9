// corpus: a loop over documents in a try block of a loop that goes on
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const ids: string[] = [];
  for (const name of ["trials", "papers", "notes"]) {
    try {
      for (const document of await pipeline.runAsync(name)) ids.push(document.docId);
    } catch (error) {
      log(name, error);
      continue;
    }
  }
  return ids;
}
