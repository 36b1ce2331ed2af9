// corpus: a receiver that is awaited first
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const connect = async (): Promise<IngestionPipeline> => new IngestionPipeline({ adapters });
  return (await (await connect()).runAsync("trials")).length;
}
