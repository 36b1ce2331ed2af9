// corpus: a pipeline behind a getter
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

class Context {
  readonly #env: Env;

  constructor(env: Env) {
    this.#env = env;
  }

  get pipeline(): IngestionPipeline {
    return new IngestionPipeline({ adapters: this.#env.adapters });
  }
}

export async function run(env: Env): Promise<number> {
  const context = new Context(env);
  return (await context.pipeline.runAsync("notes")).length;
}
