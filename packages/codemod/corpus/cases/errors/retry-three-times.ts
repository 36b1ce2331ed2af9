// corpus: a retry wrapper with a catch that carries on
// expect: rewrite list
import { setTimeout as sleep } from "node:timers/promises";
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  let lastError: unknown;
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    try {
      const documents: Document[] = await pipeline.runAsync("trials", { parameters: { attempt } });
      return documents.length;
    } catch (error) {
      lastError = error;
      log(`attempt ${attempt} failed`);
      await sleep(1);
    }
  }
  throw lastError;
}
