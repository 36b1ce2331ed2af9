// corpus: two runs side by side, awaited one after the other
// expect: rewrite list
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  const notes: Promise<Document[]> = pipeline.runAsync("notes");
  const papers: Promise<readonly Document[]> = pipeline.runAsync("papers");
  log((await notes).length, (await papers).length);
}
