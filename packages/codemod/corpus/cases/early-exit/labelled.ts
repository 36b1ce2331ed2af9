// corpus: a labelled continue that leaves the loop over documents for the next adapter
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const firsts: string[] = [];
  sources: for (const source of ["trials", "papers"]) {
    for (const document of await pipeline.runAsync(source)) {
      firsts.push(document.docId);
      if (firsts.length % 2 === 1) continue sources;
    }
  }
  return firsts;
}
