// corpus: a function of that name that is not a method
// expect: nothing
import { runAsync } from "job-runner";
import type { Env } from "../../harness/env.js";

export async function run({ log }: Env): Promise<void> {
  log(await runAsync("trials"));
  for (const name of await runAsync("papers")) log(name);
}
