// corpus: a call inside the markup of an async component
// expect: rewrite list
import type { Env } from "../../harness/env.js";
import { h } from "../../harness/h.js";

async function Count({ pipeline }: Env): Promise<h.JSX.Element> {
  return <b title={`of ${"trials"}`}>{(await pipeline.runAsync("trials")).length} trials</b>;
}

export async function run(env: Env): Promise<unknown> {
  return await Count(env);
}
