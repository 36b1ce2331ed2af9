import type { Archive } from "@archive/sources";

/** Reads everything once, so that a damaged record shows before the night. */
export async function warmUp({ pipeline, collections }: Archive): Promise<void> {
  for (const collection of collections) {
    await pipeline.runAsync(collection);
  }
}
