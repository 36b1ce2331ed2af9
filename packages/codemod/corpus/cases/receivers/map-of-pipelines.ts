// corpus: a pipeline out of a Map, with a non-null assertion
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const byTenant = new Map([["a", new IngestionPipeline({ adapters })]]);
  return (await byTenant.get("a")!.runAsync("notes")).length;
}
