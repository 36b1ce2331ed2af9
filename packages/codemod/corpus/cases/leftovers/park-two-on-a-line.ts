// corpus: two leftovers on one line, and one behind another comment
// expect: leftover OPTIONAL_CALL
// expect: leftover OPTIONAL_CALL
// expect: leftover OPTIONAL_CALL
import type { Env } from "../../harness/env.js";

export async function run({ pipeline }: Env): Promise<number> {
  const lists = [await pipeline?.runAsync("papers"), await pipeline?.runAsync("notes")];
  // the trials
  const trials = await pipeline?.runAsync("trials"); // at last
  return lists.flat().length + (trials?.length ?? 0);
}
