// corpus: the mock of node:test on the method
// project: alone
// expect: leftover TEST_DOUBLE
// expect: leftover TEST_DOUBLE
import { mock } from "node:test";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const double = mock.method(pipeline, "runAsync", async () => []);
  await pipeline.runAsync("trials");
  return double.mock.callCount();
}
