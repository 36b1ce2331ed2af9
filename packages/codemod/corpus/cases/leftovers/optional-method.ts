// corpus: an optional call of the method
// expect: leftover OPTIONAL_CALL
import type { Env } from "../../harness/env.js";

export async function run({ pipeline }: Env): Promise<number> {
  const documents = await pipeline.runAsync?.("papers");
  return documents.length;
}
