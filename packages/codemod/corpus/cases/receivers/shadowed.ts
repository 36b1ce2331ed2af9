// corpus: a name that an inner scope takes for something else
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import { JobRunner } from "job-runner";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<unknown[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const jobs = async (pipeline: JobRunner): Promise<string[]> => await pipeline.runAsync("nightly");
  const documents = await pipeline.runAsync("papers");
  return [documents.length, await jobs(new JobRunner())];
}
