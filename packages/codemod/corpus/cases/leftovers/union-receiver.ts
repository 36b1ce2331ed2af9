// corpus: a receiver that is a pipeline or something else with such a method
// expect: leftover RECEIVER_UNKNOWN
import type { IngestionPipeline } from "@sluice/pipeline";
import type { JobRunner } from "job-runner";
import type { Env } from "../../harness/env.js";

async function count(runner: IngestionPipeline | JobRunner): Promise<number> {
  return (await runner.runAsync("papers")).length;
}

export async function run({ pipeline }: Env): Promise<number> {
  return await count(pipeline);
}
