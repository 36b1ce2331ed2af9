// corpus: a pipeline from the type of another file
// expect: rewrite list
import type { Env } from "../../harness/env.js";

export async function run(env: Env): Promise<number> {
  const documents = await env.pipeline.runAsync("trials");
  return documents.length;
}
