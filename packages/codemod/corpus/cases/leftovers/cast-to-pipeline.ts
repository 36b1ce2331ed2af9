// corpus: something else that is cast to the class
// project: alone
// expect: leftover TEST_DOUBLE
// expect: leftover TEST_DOUBLE
import type { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

class Recorder {
  readonly calls: string[] = [];

  async runAsync(adapter: string): Promise<never[]> {
    this.calls.push(adapter);
    return [];
  }
}

export async function run({ log }: Env): Promise<void> {
  const recorder = new Recorder();
  const pipeline = recorder as unknown as IngestionPipeline;
  await pipeline.runAsync("trials");
  log(recorder.calls);
}
