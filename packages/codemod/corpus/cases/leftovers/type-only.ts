// corpus: the method in types alone
// expect: leftover NOT_A_CALL
// expect: leftover NOT_A_CALL
import type { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

type Documents = Awaited<ReturnType<IngestionPipeline["runAsync"]>>;
type Options = Parameters<IngestionPipeline["runAsync"]>[1];

const options: Options = { limit: 1 };

export async function run({ log }: Env): Promise<Documents> {
  log(options?.limit);
  return [];
}
