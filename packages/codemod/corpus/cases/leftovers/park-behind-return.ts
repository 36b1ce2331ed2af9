// corpus: a leftover behind a return and in the middle of an expression over several lines
// expect: leftover OPTIONAL_CALL
// expect: leftover OPTIONAL_CALL
import type { Env } from "../../harness/env.js";

async function load({ pipeline }: Env): Promise<number> {
  return (
    1 +
    ((await pipeline?.runAsync("papers"))?.length ?? 0)
  );
}

export async function run(env: Env): Promise<unknown> {
  const both = [
    await load(env),
    await env.pipeline?.runAsync("notes"),
  ];
  return both.length;
}
