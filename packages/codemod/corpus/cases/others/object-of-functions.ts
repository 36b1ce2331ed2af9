// corpus: an object with functions of these names
// expect: nothing
import type { Env } from "../../harness/env.js";

const jobs = {
  runAsync: async (name: string) => name.length,
  iterResults: (name: string) => [...name],
};

export async function run({ log }: Env): Promise<void> {
  log(await jobs.runAsync("nightly"), jobs.iterResults("ab").length);
}
