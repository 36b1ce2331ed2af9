// corpus: a run as the default of a parameter
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const count = async (documents: Promise<Document[]> = pipeline.runAsync("notes")): Promise<number> => (await documents).length;
  return (await count()) + (await count(Promise.resolve([])));
}
