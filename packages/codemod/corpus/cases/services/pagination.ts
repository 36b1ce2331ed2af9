// corpus: a page of the list by offset
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<unknown> {
  const pipeline = new IngestionPipeline({ adapters });
  const page = 2;
  const all = await pipeline.runAsync("trials");
  return { items: all.slice((page - 1) * 2, page * 2).map(({ docId }) => docId), pages: Math.ceil(all.length / 2) };
}
