// corpus: arguments that are awaited, in a call that is awaited
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const nameOf = async (): Promise<string> => "papers";
  return (await pipeline.runAsync(await nameOf(), { limit: await Promise.resolve(2) })).length;
}
