// corpus: promises cached in a Map, so that each source is read once
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  const cache = new Map<string, Promise<Document[]>>();
  const load = (name: string): Promise<Document[]> => {
    let promise = cache.get(name);
    if (promise === undefined) {
      promise = pipeline.runAsync(name);
      cache.set(name, promise);
    }
    return promise;
  };
  const [once, again] = await Promise.all([load("trials"), load("trials")]);
  log(once === again, once?.length);
}
