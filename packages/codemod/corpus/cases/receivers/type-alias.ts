// corpus: an alias of the type
// expect: rewrite list
import type { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

type Source = IngestionPipeline;

const load = async (source: Source, name: string) => await source.runAsync(name);

export async function run({ pipeline }: Env): Promise<number> {
  return (await load(pipeline, "papers")).length;
}
