import type { Archive } from "@archive/sources";

/** One line per collection; a collection with a damaged record is named as such, and the others are still counted. */
export async function summary({ pipeline, collections }: Archive): Promise<string[]> {
  const lines: string[] = [];
  for (const collection of collections) {
    try {
      const { length } = await pipeline.runAsync(collection);
      lines.push(`${collection}: ${length} specimens`);
    } catch (error) {
      lines.push(`${collection}: ${(error as Error).message}`);
    }
  }
  return lines;
}
