// corpus: a dynamic import kept as a whole
// expect: rewrite list
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const sluice = await import("@sluice/pipeline");
  return (await new sluice.IngestionPipeline({ adapters }).runAsync("papers")).length;
}
