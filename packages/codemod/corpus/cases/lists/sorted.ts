// corpus: a list that is sorted in place and sliced
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<(string | null)[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const documents = await pipeline.runAsync("trials");
  documents.sort((a, b) => (a.title ?? "").localeCompare(b.title ?? ""));
  return documents.slice(0, 3).map(({ title }) => title);
}
