// corpus: an interface that extends the class
// expect: rewrite list
import type { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

interface NamedPipeline extends IngestionPipeline {
  readonly label?: string;
}

async function count(pipeline: NamedPipeline): Promise<string> {
  return `${pipeline.label ?? "unnamed"}: ${(await pipeline.runAsync("papers")).length}`;
}

export async function run({ pipeline }: Env): Promise<string> {
  return await count(pipeline);
}
