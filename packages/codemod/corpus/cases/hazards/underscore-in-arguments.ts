// corpus: a thrown-away result whose arguments use the name _
// expect: rewrite drain
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

const _ = { source: "trials", __: { limit: 4 } };

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  await pipeline.runAsync(_.source, _.__);
  log("done");
}
