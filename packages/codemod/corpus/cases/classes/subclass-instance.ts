// corpus: a call on an instance of a subclass that overrides nothing
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

class NamedPipeline extends IngestionPipeline {
  readonly label = "nightly";
}

export async function run({ adapters }: Env): Promise<string> {
  const pipeline = new NamedPipeline({ adapters });
  const documents = await pipeline.runAsync("papers");
  return `${pipeline.label}: ${documents.length}`;
}
