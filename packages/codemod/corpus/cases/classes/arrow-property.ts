// corpus: a method as an arrow function in a property
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

class Handler {
  readonly pipeline: IngestionPipeline;

  constructor({ adapters }: Env) {
    this.pipeline = new IngestionPipeline({ adapters });
  }

  readonly handle = async (): Promise<string[]> => {
    const documents = await this.pipeline.runAsync("papers");
    return documents.map((document) => document.docId);
  };
}

export async function run(env: Env): Promise<string[]> {
  const { handle } = new Handler(env);
  return await handle();
}
