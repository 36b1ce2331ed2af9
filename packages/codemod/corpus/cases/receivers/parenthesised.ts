// corpus: a receiver in parentheses, with a cast
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run(env: Env): Promise<number> {
  const services: Record<string, unknown> = { pipeline: env.pipeline };
  return (await (services["pipeline"] as IngestionPipeline).runAsync("notes")).length;
}
