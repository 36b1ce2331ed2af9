// corpus: a variable that is assigned later
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

let pipeline: IngestionPipeline;

function setup({ adapters }: Env): void {
  pipeline = new IngestionPipeline({ adapters });
}

export async function run(env: Env): Promise<number> {
  setup(env);
  return (await pipeline.runAsync("trials")).length;
}
