import type { IngestionPipeline } from "@sluice/pipeline";

/** The first titles, for a preview; read to the end nevertheless, so that a damaged trial shows. */
export async function preview(pipeline: IngestionPipeline, count: number): Promise<string[]> {
  const titles: string[] = [];
  for (const { title } of await pipeline.runAsync("trials")) {
    if (titles.length >= count) break;
    titles.push(title ?? "untitled");
  }
  return titles;
}
