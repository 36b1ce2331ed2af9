// corpus: a function that may return no promise at all
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  const load = (name: string): Promise<Document[]> | undefined => pipeline.runAsync(name);
  const promise = load("trials");
  log(promise === undefined);
  await promise?.then(({ length }) => log(length), (error: unknown) => log("failed", error));
}
