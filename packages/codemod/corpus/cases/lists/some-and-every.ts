// corpus: some, every and find on one list
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<unknown> {
  const pipeline = new IngestionPipeline({ adapters });
  const documents = await pipeline.runAsync("notes");
  return {
    some: documents.some(({ text }) => text === null),
    every: documents.every(({ title }) => title !== null),
    found: documents.find(({ metadata }) => metadata["year"] === 2020)?.docId,
  };
}
