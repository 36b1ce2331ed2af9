// corpus: runs in the clauses of a switch
// expect: rewrite drain
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<unknown[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const seen: unknown[] = [];
  for (const mode of ["warm", "count", "none"]) {
    switch (mode) {
      case "warm":
        await pipeline.runAsync("papers");
        break;
      case "count":
        seen.push((await pipeline.runAsync("trials")).length);
        break;
      default:
        seen.push(mode);
    }
  }
  return seen;
}
