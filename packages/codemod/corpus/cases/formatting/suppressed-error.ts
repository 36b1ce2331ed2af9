// corpus: a comment that expects an error of the compiler on the next line
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  // @ts-expect-error -- an option that never was
  const documents = await pipeline.runAsync("papers", { tenant: 1 });
  return documents.length;
}
