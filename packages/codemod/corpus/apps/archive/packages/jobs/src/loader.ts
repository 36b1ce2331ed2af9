import type { Document } from "@sluice/core-events";
import type { Archive } from "@archive/sources";

/** Loads each collection once, however many ask for it, and forgets what failed. */
export class Loader {
  readonly #archive: Archive;
  readonly #pending = new Map<string, Promise<Document[]>>();

  constructor(archive: Archive) {
    this.#archive = archive;
  }

  load(collection: string): Promise<Document[]> {
    const known = this.#pending.get(collection);
    if (known !== undefined) return known;
    const promise = this.#archive.pipeline.runAsync(collection);
    this.#pending.set(collection, promise);
    promise.catch(() => this.#pending.delete(collection));
    return promise;
  }

  /** The first specimen that fits; everything was read by then. */
  async find(collection: string, wanted: (document: Document) => boolean): Promise<Document | undefined> {
    for (const document of await this.#archive.pipeline.runAsync(collection)) {
      if (wanted(document)) return document;
    }
    return undefined;
  }
}
