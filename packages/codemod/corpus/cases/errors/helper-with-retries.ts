// corpus: a call handed to a helper that tries again
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

async function withRetries<Result>(attempts: number, action: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action();
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
}

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const documents = await withRetries(2, () => pipeline.runAsync("trials"));
  return documents.map(({ docId }) => docId);
}
