// corpus: runAsync of 1.x whose result is given on
// contract: 1.x
// expect: keep
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

const load = (pipeline: IngestionPipeline, name: string) => pipeline.runAsync(name);

export async function run({ adapters }: Env): Promise<number> {
  const result = await load(new IngestionPipeline({ adapters }), "trials");
  return result.errors.length;
}
