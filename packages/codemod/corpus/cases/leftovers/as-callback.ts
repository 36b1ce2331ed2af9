// corpus: the method handed on as a value
// expect: leftover NOT_A_CALL
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

function timed<Arguments extends unknown[], Result>(action: (...args: Arguments) => Result, self: object) {
  return (...args: Arguments): Result => action.apply(self, args);
}

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const load = timed(pipeline.runAsync, pipeline);
  return (await load("papers")).length;
}
