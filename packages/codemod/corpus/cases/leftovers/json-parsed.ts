// corpus: a receiver whose type was lost in a registry of unknown things
// expect: leftover RECEIVER_UNKNOWN
import type { Env } from "../../harness/env.js";

const registry: Record<string, any> = {};

export async function run({ pipeline }: Env): Promise<number> {
  registry["main"] = pipeline;
  return (await registry["main"].runAsync("papers")).length;
}
