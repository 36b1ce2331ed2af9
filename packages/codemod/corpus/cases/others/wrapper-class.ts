// corpus: a wrapper of the application with the same method name, which calls ours
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

class Gateway {
  readonly #pipeline: IngestionPipeline;

  constructor(pipeline: IngestionPipeline) {
    this.#pipeline = pipeline;
  }

  async runAsync(source: string): Promise<Document[]> {
    const documents = await this.#pipeline.runAsync(source);
    return documents.filter(({ text }) => text !== null);
  }
}

export async function run({ adapters }: Env): Promise<number> {
  return (await new Gateway(new IngestionPipeline({ adapters })).runAsync("trials")).length;
}
