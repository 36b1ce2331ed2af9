// corpus: a body that stores under keys of the documents, one of which may be __proto__
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const proxied = new Proxy<Record<string, number>>({}, { set: (target, key, value: number) => Reflect.set(target, key, value) });
  for (const { docId } of await pipeline.runAsync("papers")) proxied[docId] = 1;
  return Object.keys(proxied).length;
}
