// corpus: the method taken out by destructuring
// expect: leftover NOT_A_CALL
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const { runAsync } = pipeline;
  return (await runAsync.call(pipeline, "papers")).length;
}
