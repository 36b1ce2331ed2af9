// corpus: a comparison with the ids of an earlier run
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<{ added: string[]; removed: string[] }> {
  const pipeline = new IngestionPipeline({ adapters });
  const earlier = new Set(["trials-1", "trials-9"]);
  const now = new Set((await pipeline.runAsync("trials")).map(({ docId }) => docId));
  return { added: [...now].filter((id) => !earlier.has(id)), removed: [...earlier].filter((id) => !now.has(id)) };
}
