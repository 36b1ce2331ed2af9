// corpus: an optional receiver
// expect: leftover OPTIONAL_CALL
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number | undefined> {
  const pipeline: IngestionPipeline | undefined = adapters.length > 0 ? new IngestionPipeline({ adapters }) : undefined;
  return (await pipeline?.runAsync("trials"))?.length;
}
