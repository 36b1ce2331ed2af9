// corpus: a variable declared with a type and assigned in a try block
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  let documents: Document[];
  try {
    documents = await pipeline.runAsync("trials");
  } catch (error) {
    log("no trials", error);
    documents = [];
  }
  return documents.map(({ docId }) => docId);
}
