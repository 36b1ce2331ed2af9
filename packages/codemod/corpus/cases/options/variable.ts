// corpus: options in a variable
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const options = { parameters: { query: "moss" }, limit: 3 };
  return (await pipeline.runAsync("trials", options)).length;
}
