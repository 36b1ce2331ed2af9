// corpus: a class that can be iterated
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

class Collection implements AsyncIterable<Document> {
  readonly #pipeline: IngestionPipeline;
  readonly #name: string;

  constructor(pipeline: IngestionPipeline, name: string) {
    this.#pipeline = pipeline;
    this.#name = name;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Document> {
    yield* await this.#pipeline.runAsync(this.#name);
  }
}

export async function run({ adapters, log }: Env): Promise<void> {
  for await (const { docId } of new Collection(new IngestionPipeline({ adapters }), "papers")) log(docId);
}
