// corpus: that test, whose double keeps the old shape
// not-run: it is the test beside the case
// expect: leftover TEST_DOUBLE
import type { Document } from "@sluice/core-events";
import type { IngestionPipeline } from "@sluice/pipeline";
import { count } from "./job.js";

export async function testCount(): Promise<boolean> {
  const fake = { runAsync: async (): Promise<Document[]> => [] } as unknown as IngestionPipeline;
  return (await count(fake)) === 0;
}
