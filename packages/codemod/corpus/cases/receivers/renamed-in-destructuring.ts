// corpus: a pipeline taken out under another name
// expect: rewrite list
import type { Env } from "../../harness/env.js";

export async function run({ pipeline: ingestion, log }: Env): Promise<void> {
  log((await ingestion.runAsync("papers")).length);
}
