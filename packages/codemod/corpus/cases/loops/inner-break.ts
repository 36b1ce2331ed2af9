// corpus: a break that leaves an inner loop only
// expect: rewrite loop
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const marks: string[] = [];
  for (const document of await pipeline.runAsync("trials")) {
    for (const letter of document.docId) {
      if (letter === "-") break;
      marks.push(letter);
    }
    switch (document.metadata["year"]) {
      case 2019:
        marks.push("old");
        break;
      default:
        marks.push("new");
    }
  }
  return marks;
}
