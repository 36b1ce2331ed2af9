// corpus: letters beyond ASCII in names and strings before the call
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const größe = "🌿 — Farne";
  const pipeline = new IngestionPipeline({ adapters });
  log(größe, (await pipeline.runAsync("trials", { parameters: { größe, "🌱": 1 } })).length);
}
