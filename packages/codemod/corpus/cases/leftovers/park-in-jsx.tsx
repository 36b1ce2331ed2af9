// corpus: a leftover among the children of an element, where a comment would be text
// expect: leftover OPTIONAL_CALL
import type { Env } from "../../harness/env.js";
import { h } from "../../harness/h.js";

export async function run({ pipeline }: Env): Promise<unknown> {
  return (
    <p>
      papers:
      {(await pipeline?.runAsync("papers"))?.length}
    </p>
  );
}
