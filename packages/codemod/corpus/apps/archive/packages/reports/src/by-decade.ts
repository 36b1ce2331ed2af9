import type { IngestionPipeline } from "@archive/sources";

/** How many specimens of a collection were gathered in each decade; undated ones are left out. */
export async function byDecade(pipeline: IngestionPipeline, collection: string): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  const specimens = await pipeline.runAsync(collection);
  for (const { metadata } of specimens) {
    const year = metadata["year"];
    if (typeof year !== "number") continue;
    const decade = Math.floor(year / 10) * 10;
    counts.set(decade, (counts.get(decade) ?? 0) + 1);
  }
  return counts;
}
