// corpus: a plain arrow function that gives the promise away
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const load = (source: string) => pipeline.runAsync(source);
  const promise = load("trials");
  promise.catch((error: unknown) => log("seen", error));
  return (await promise).length;
}
