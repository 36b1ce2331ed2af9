// corpus: a thrown-away result with options over several lines
// expect: rewrite drain
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  await pipeline.runAsync("papers", {
    parameters: {
      query: "fern",
    },
    limit: 2,
  });
}
