// corpus: a class property with an initialiser, and state of the instance changed in the loop
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

class Index {
  readonly ids = new Set<string>();
  readonly pipeline: IngestionPipeline;

  constructor(env: Env) {
    this.pipeline = new IngestionPipeline({ adapters: env.adapters });
  }

  async fill(): Promise<void> {
    for (const document of await this.pipeline.runAsync("trials")) {
      this.ids.add(document.docId);
    }
  }
}

export async function run(env: Env): Promise<number> {
  const index = new Index(env);
  await index.fill().catch(() => undefined);
  return index.ids.size;
}
