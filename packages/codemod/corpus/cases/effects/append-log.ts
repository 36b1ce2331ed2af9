// corpus: a loop that appends to one file
// expect: rewrite collect
import { appendFileSync } from "node:fs";
import * as path from "node:path";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, directory }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const target = path.join(directory, "all.ndjson");
  let written = 0;
  for (const { docId } of await pipeline.runAsync("papers")) {
    appendFileSync(target, JSON.stringify({ docId }) + "\n");
    written += 1;
  }
  return written;
}
