// corpus: a run started by a constructor
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

class Preloaded {
  readonly ready: Promise<Document[]>;

  constructor(pipeline: IngestionPipeline) {
    this.ready = pipeline.runAsync("trials");
    this.ready.catch(() => undefined);
  }
}

export async function run({ adapters, log }: Env): Promise<number> {
  const preloaded = new Preloaded(new IngestionPipeline({ adapters }));
  log("made");
  return (await preloaded.ready).length;
}
