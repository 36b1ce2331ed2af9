// corpus: options with a spread and an own property
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

const DEFAULTS = { parameters: { language: "en" } };

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  return (await pipeline.runAsync("trials", { ...DEFAULTS, limit: 4 })).length;
}
