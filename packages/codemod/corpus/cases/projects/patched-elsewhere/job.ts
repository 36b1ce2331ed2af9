// corpus: a project in which another file wraps the method for every pipeline
// expect: leftover OVERRIDDEN
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../../harness/env.js";
import { patch } from "./setup.js";

export async function run({ adapters, log }: Env): Promise<number> {
  const restore = patch(log);
  try {
    return (await new IngestionPipeline({ adapters }).runAsync("papers")).length;
  } finally {
    restore();
  }
}
