// corpus: a call in the body that may throw
// expect: rewrite collect
import assert from "node:assert/strict";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  let checked = 0;
  for (const document of await pipeline.runAsync("trials")) {
    assert.ok(document.text !== null, `${document.docId} has no text`);
    checked += 1;
  }
  return checked;
}
