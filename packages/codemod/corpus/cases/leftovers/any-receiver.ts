// corpus: a receiver of type any
// expect: leftover RECEIVER_UNKNOWN
import type { Env } from "../../harness/env.js";

async function load(pipeline: any): Promise<number> {
  return (await pipeline.runAsync("trials")).length;
}

export async function run({ pipeline }: Env): Promise<number> {
  return await load(pipeline);
}
