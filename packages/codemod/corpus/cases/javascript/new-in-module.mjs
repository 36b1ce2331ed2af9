// corpus: an .mjs file that makes its pipeline
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline"

export async function run({ adapters, log }) {
  const pipeline = new IngestionPipeline({ adapters })
  for (const document of await pipeline.runAsync('trials')) {
    log(document.docId)
  }
}
