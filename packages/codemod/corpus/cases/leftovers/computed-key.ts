// corpus: the method by a key in a variable
// expect: leftover DYNAMIC_ACCESS
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const method = (["run", "Async"].join("") as string) as "runAsync";
  return (await pipeline[method]("papers")).length;
}
