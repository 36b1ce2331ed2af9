// corpus: a recursive function
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

interface Node {
  readonly source: string;
  readonly children?: readonly Node[];
}

const tree: Node = { source: "papers", children: [{ source: "notes" }, { source: "trials", children: [{ source: "papers" }] }] };

async function count(pipeline: IngestionPipeline, { source, children = [] }: Node): Promise<number> {
  let total = (await pipeline.runAsync(source)).length;
  for (const child of children) total += await count(pipeline, child);
  return total;
}

export async function run({ adapters }: Env): Promise<number> {
  return await count(new IngestionPipeline({ adapters }), tree);
}
