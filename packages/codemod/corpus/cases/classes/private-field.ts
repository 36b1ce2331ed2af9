// corpus: a pipeline in a #private field
// expect: rewrite loop
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

class Importer {
  readonly #pipeline: IngestionPipeline;

  constructor({ adapters }: Env) {
    this.#pipeline = new IngestionPipeline({ adapters });
  }

  async ids(): Promise<string[]> {
    const ids: string[] = [];
    for (const document of await this.#pipeline.runAsync("trials")) ids.push(document.docId);
    return ids;
  }
}

export async function run(env: Env): Promise<string[]> {
  return await new Importer(env).ids();
}
