// corpus: an async arrow function whose body is the call
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const load = async (source: string) => pipeline.runAsync(source);
  const documents = await load("trials");
  return documents.length;
}
