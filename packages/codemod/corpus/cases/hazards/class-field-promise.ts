// corpus: a run started by the initialiser of a field
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

class Preloaded {
  static next: IngestionPipeline;
  readonly pipeline = Preloaded.next;
  readonly ready: Promise<Document[]> = this.pipeline.runAsync("papers");
}

export async function run({ adapters, log }: Env): Promise<number> {
  Preloaded.next = new IngestionPipeline({ adapters });
  const { ready } = new Preloaded();
  log("made");
  return (await ready).length;
}
