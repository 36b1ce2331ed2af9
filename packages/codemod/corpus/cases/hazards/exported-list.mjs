// corpus: a list that the module exports, and loops over
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import { adapters } from "../../harness/sources.js";

const pipeline = new IngestionPipeline({ adapters });
export const documents = await pipeline.runAsync("papers", { limit: 0 });
const ids = [];
for (const document of documents) ids.push(document.docId);

export async function run() {
  return [ids.length, documents.length];
}
