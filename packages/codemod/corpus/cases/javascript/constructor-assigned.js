// corpus: a JavaScript class that assigns its pipeline in the constructor
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";

class Job {
  constructor(adapters) {
    this.pipeline = new IngestionPipeline({ adapters });
  }

  async count() {
    const { length } = await this.pipeline.runAsync("trials");
    return length;
  }
}

/** @param {import("../../harness/env.js").Env} env */
export async function run({ adapters }) {
  return await new Job(adapters).count();
}
