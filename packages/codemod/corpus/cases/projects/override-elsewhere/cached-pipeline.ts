// corpus: the subclass itself
// not-run: it is what the cases beside it import
// expect: leftover OVERRIDDEN
// expect: leftover OVERRIDDEN
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";

export class CachedPipeline extends IngestionPipeline {
  readonly #cache = new Map<string, Document[]>();

  override async runAsync(adapter: string): Promise<Document[]> {
    const cached = this.#cache.get(adapter) ?? (await super.runAsync(adapter));
    this.#cache.set(adapter, cached);
    return cached;
  }
}
