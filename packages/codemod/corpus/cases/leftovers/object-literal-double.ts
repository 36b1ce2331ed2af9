// corpus: a test double written as an object
// project: alone
// expect: leftover TEST_DOUBLE
// expect: leftover TEST_DOUBLE
import type { Document } from "@sluice/core-events";
import type { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

const fake = {
  async runAsync(): Promise<Document[]> {
    return [];
  },
} as unknown as IngestionPipeline;

export async function run({ log }: Env): Promise<void> {
  log((await fake.runAsync("trials")).length);
}
