// corpus: a chain over several lines
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string[]> {
  const ids = (
    await new IngestionPipeline({
      adapters,
    })
      // the eager call
      .runAsync(
        "trials",
        { limit: 4 }
      )
  )
    .filter(({ text }) => text !== null)
    .map(({ docId }) => docId);
  return ids;
}
