// corpus: a pipeline made when it is first wanted
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

let made: IngestionPipeline | undefined;

export async function run({ adapters }: Env): Promise<number> {
  made ??= new IngestionPipeline({ adapters });
  return (await made.runAsync("papers")).length;
}
