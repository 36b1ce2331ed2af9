// corpus: a small container that resolves by token
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

interface Tokens {
  readonly pipeline: IngestionPipeline;
  readonly clock: () => number;
}

class Container {
  readonly #values: Tokens;

  constructor(values: Tokens) {
    this.#values = values;
  }

  resolve<Token extends keyof Tokens>(token: Token): Tokens[Token] {
    return this.#values[token];
  }
}

export async function run({ adapters }: Env): Promise<number> {
  const container = new Container({ pipeline: new IngestionPipeline({ adapters }), clock: () => 0 });
  const documents = await container.resolve("pipeline").runAsync("trials");
  return documents.length;
}
