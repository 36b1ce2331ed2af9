// corpus: a pipeline from a module behind a subpath import of package.json
// expect: rewrite loop
import { make } from "#subpath/app/make.js";
import type { Env } from "../../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const ids: string[] = [];
  const pipeline = make(adapters);
  for (const { docId } of await pipeline.runAsync("trials")) ids.push(docId);
  return ids;
}
