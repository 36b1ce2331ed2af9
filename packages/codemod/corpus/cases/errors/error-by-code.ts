// corpus: a catch that looks at the error's code
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<string> {
  const pipeline = new IngestionPipeline({ adapters });
  try {
    const documents = await pipeline.runAsync("trials");
    log(documents.length);
    return "complete";
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "DAMAGED") return "damaged";
    throw error;
  }
}
