// corpus: a method whose type is wider than Promise
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

interface Source {
  load(): PromiseLike<readonly Document[]>;
}

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const source: Source = {
    load(): PromiseLike<readonly Document[]> {
      return pipeline.runAsync("papers");
    },
  };
  return (await source.load()).length;
}
