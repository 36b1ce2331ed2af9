// corpus: a subclass that calls its own method
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

class TrialPipeline extends IngestionPipeline {
  async trialIds(): Promise<string[]> {
    return (await this.runAsync("trials")).map(({ docId }) => docId);
  }
}

export async function run({ adapters }: Env): Promise<string[]> {
  return await new TrialPipeline({ adapters }).trialIds();
}
