// corpus: a job that saves its position in a file after each document
// expect: rewrite collect
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, directory }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  for (const { docId } of await pipeline.runAsync("trials")) {
    writeFileSync(join(directory, "position.json"), JSON.stringify({ docId }));
  }
}
