// corpus: a list kept for a while
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

class Cache {
  #entry: { readonly documents: readonly Document[]; readonly until: number } | null = null;
  readonly #pipeline: IngestionPipeline;

  constructor(pipeline: IngestionPipeline) {
    this.#pipeline = pipeline;
  }

  async get(): Promise<readonly Document[]> {
    if (this.#entry === null || this.#entry.until < Date.now()) {
      this.#entry = { documents: await this.#pipeline.runAsync("trials"), until: Date.now() + 60_000 };
    }
    return this.#entry.documents;
  }
}

export async function run({ adapters }: Env): Promise<boolean> {
  const cache = new Cache(new IngestionPipeline({ adapters }));
  return (await cache.get()) === (await cache.get());
}
