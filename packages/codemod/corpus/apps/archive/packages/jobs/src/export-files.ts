import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { IngestionPipeline } from "@archive/sources";

/** Writes one file per specimen. Nothing is written if any record is damaged. */
export async function exportFiles(pipeline: IngestionPipeline, collection: string, directory: string): Promise<number> {
  let written = 0;
  for (const specimen of await pipeline.runAsync(collection)) {
    await writeFile(join(directory, `${specimen.docId}.txt`), `${specimen.text}\n`);
    written += 1;
  }
  return written;
}
