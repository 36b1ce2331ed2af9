// corpus: the words in strings, comments and keys
// expect: nothing
import type { Env } from "../../harness/env.js";

/** Once called pipeline.runAsync("trials"), now nothing: see `runAsyncLegacy`. */
const help = `usage: await pipeline.runAsync("trials")`; // runAsync

export async function run({ log }: Env): Promise<void> {
  log(help, { runAsync: 1, runAsyncLegacy: "iterResults" }, /runAsync\(/.test(help));
}
