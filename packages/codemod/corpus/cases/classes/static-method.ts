// corpus: a static method with a static pipeline
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";
import { adapters } from "../../harness/sources.js";

class Papers {
  static readonly pipeline = new IngestionPipeline({ adapters });

  static async titles(): Promise<(string | null)[]> {
    return (await Papers.pipeline.runAsync("papers")).map(({ title }) => title);
  }
}

export async function run(_env: Env): Promise<unknown> {
  return await Papers.titles();
}
