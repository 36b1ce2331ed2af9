// corpus: a run on the right of ?? and &&
// expect: rewrite list
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<unknown> {
  const pipeline = new IngestionPipeline({ adapters });
  const given: Document[] | undefined = adapters.length > 9 ? [] : undefined;
  const documents = given ?? (await pipeline.runAsync("papers"));
  const more = documents.length > 0 && (await pipeline.runAsync("notes"));
  return [documents.length, more === false ? null : more.length];
}
