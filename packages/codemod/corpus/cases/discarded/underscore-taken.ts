// corpus: a thrown-away result where the name _ is in use
// expect: rewrite drain
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

const _ = { join: (words: readonly string[]) => words.join("-") };

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  await pipeline.runAsync("notes", { limit: 2 });
  log(_.join(["all", "read"]));
}
