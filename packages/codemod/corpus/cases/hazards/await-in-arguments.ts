// corpus: arguments that are awaited, in a promise that is not
// expect: leftover SHAPE_UNKNOWN
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const nameOf = async (): Promise<string> => "papers";
  const pending = pipeline.runAsync(await nameOf());
  log("started");
  return (await pending).length;
}
