// corpus: a cast to any in front of the call
// expect: leftover RECEIVER_UNKNOWN
import type { Env } from "../../harness/env.js";

export async function run({ pipeline }: Env): Promise<number> {
  const documents = await (pipeline as any).runAsync("papers");
  return documents.length;
}
