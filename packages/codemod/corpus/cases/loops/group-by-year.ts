// corpus: documents grouped under keys of a plain object, whose inherited names would not take them
// expect: rewrite collect
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<Record<string, Document[]>> {
  const pipeline = new IngestionPipeline({ adapters });
  const groups: Record<string, Document[]> = {};
  const documents = await pipeline.runAsync("papers");
  for (const document of documents) {
    const year = String(document.metadata["year"]);
    (groups[year] ??= []).push(document);
  }
  return groups;
}
