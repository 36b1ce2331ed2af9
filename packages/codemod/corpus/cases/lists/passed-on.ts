// corpus: the list as an argument
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

function index(documents: readonly Document[]): Map<string, Document> {
  return new Map(documents.map((document) => [document.docId, document]));
}

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  return [...index(await pipeline.runAsync("trials")).keys()];
}
