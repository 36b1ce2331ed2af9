// corpus: a Promise.all over mapped names
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const lists = await Promise.all(["papers", "trials", "notes"].map((name) => pipeline.runAsync(name)));
  return lists.flat().map(({ docId }) => docId);
}
