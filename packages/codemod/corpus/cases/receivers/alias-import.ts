// corpus: the class imported under another name
// expect: rewrite list
import { IngestionPipeline as Pipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const p = new Pipeline({ adapters });
  return (await p.runAsync("trials")).length;
}
