// corpus: a service that is given its pipeline, with a parameter property
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

class TrialService {
  constructor(private readonly pipeline: IngestionPipeline) {}

  async count(): Promise<number> {
    const trials = await this.pipeline.runAsync("trials");
    return trials.length;
  }
}

export async function run({ adapters }: Env): Promise<number> {
  return await new TrialService(new IngestionPipeline({ adapters })).count();
}
