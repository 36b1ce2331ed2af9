// corpus: a pipeline that a function of another module returns
// expect: rewrite list
import type { Env } from "../../harness/env.js";
import { makePipeline } from "./support/make-pipeline.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = makePipeline(adapters);
  return (await pipeline.runAsync("trials")).length;
}
