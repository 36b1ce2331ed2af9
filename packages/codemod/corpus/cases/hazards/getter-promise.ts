// corpus: a getter that starts a run
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

class Source {
  constructor(private readonly pipeline: IngestionPipeline) {}

  get documents(): Promise<Document[]> {
    return this.pipeline.runAsync("trials");
  }
}

export async function run({ adapters, log }: Env): Promise<void> {
  const source = new Source(new IngestionPipeline({ adapters }));
  await source.documents.then(({ length }) => log(length)).catch((error: unknown) => log("handled", error));
}
