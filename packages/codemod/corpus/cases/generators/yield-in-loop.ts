// corpus: a generator that yields what it makes of each document
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

async function* titles(pipeline: IngestionPipeline): AsyncGenerator<string> {
  for (const document of await pipeline.runAsync("trials")) {
    if (document.title !== null) yield document.title;
  }
}

export async function run({ adapters, log }: Env): Promise<void> {
  for await (const title of titles(new IngestionPipeline({ adapters }))) log(title);
}
