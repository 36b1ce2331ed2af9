// corpus: a leftover inside a template over several lines, where a comment would be text
// expect: leftover OPTIONAL_CALL
import type { Env } from "../../harness/env.js";

export async function run({ pipeline }: Env): Promise<string> {
  return `report:
  ${(await pipeline?.runAsync("papers"))?.length}
end`;
}
