// corpus: a promise kept in a field with ??=
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

class Library {
  #papers: Promise<Document[]> | undefined;
  readonly #pipeline: IngestionPipeline;

  constructor(pipeline: IngestionPipeline) {
    this.#pipeline = pipeline;
  }

  papers(): Promise<Document[]> {
    return (this.#papers ??= this.#pipeline.runAsync("papers"));
  }
}

export async function run({ adapters, log }: Env): Promise<void> {
  const library = new Library(new IngestionPipeline({ adapters }));
  log((await library.papers()).length, (await library.papers()) === (await library.papers()));
}
