// corpus: a promise handed to assert.rejects, which does not take a throw for a rejection
// expect: rewrite list
// expect: rewrite list
import assert from "node:assert/strict";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters: adapters.filter(({ name }) => name !== "papers") });
  await assert.rejects(pipeline.runAsync("papers"), TypeError);
  await assert.rejects(() => pipeline.runAsync("papers"), /papers/);
  log("both rejected");
}
