// corpus: a pipeline in an object whose type is inferred in another module
// expect: rewrite list
import type { Env } from "../../harness/env.js";
import { makeAnother } from "./support/make-pipeline.js";

export async function run({ adapters }: Env): Promise<number> {
  const { pipeline } = makeAnother(adapters);
  return (await pipeline.runAsync("trials")).length;
}
