// corpus: an abstract job whose subclasses name the source
// expect: rewrite loop
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

abstract class Job {
  protected abstract readonly source: string;

  constructor(protected readonly pipeline: IngestionPipeline) {}

  async collect(): Promise<Document[]> {
    const kept: Document[] = [];
    for (const document of await this.pipeline.runAsync(this.source)) {
      if (document.text !== null) kept.push(document);
    }
    return kept;
  }
}

class NotesJob extends Job {
  protected override readonly source = "notes";
}

export async function run({ adapters }: Env): Promise<number> {
  return (await new NotesJob(new IngestionPipeline({ adapters })).collect()).length;
}
