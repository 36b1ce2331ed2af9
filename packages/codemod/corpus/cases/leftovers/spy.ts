// corpus: a spy of a test framework on the method
// project: alone
// expect: leftover TEST_DOUBLE
// expect: leftover TEST_DOUBLE
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

const vi = {
  spyOn<Target extends object>(target: Target, method: keyof Target) {
    return {
      mockResolvedValue: (value: Document[]) => void Object.assign(target, { [method]: async () => value }),
    };
  },
};

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  vi.spyOn(pipeline, "runAsync").mockResolvedValue([]);
  return (await pipeline.runAsync("trials")).length;
}
