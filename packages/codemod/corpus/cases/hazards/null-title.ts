// corpus: a body that throws on a document without a title; the old call had ingested everything by then
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const titles: string[] = [];
  for (const document of await pipeline.runAsync("trials")) titles.push(document.title!.toUpperCase());
  return titles;
}
