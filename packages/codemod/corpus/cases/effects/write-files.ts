// corpus: a loop that writes one file per document
// expect: rewrite collect
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, directory }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  for (const document of await pipeline.runAsync("trials")) {
    await writeFile(join(directory, `${document.docId}.txt`), document.text ?? "");
  }
}
