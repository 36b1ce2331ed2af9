// corpus: an inline validation function among the options
// expect: rewrite loop
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const ids: string[] = [];
  for (const { docId } of await pipeline.runAsync("notes", {
    validate: (document) => {
      if (document.text === null) throw new Error(`${document.docId} has no text`);
    },
  })) {
    ids.push(docId);
  }
  return ids;
}
