// corpus: no semicolons, single quotes
// expect: rewrite list
// expect: rewrite collect
// expect: rewrite drain
import { IngestionPipeline } from '@sluice/pipeline'
import type { Env } from '../../harness/env.js'

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters })
  const documents = await pipeline.runAsync('papers', { limit: 2 })
  log(documents.length)
  for (const { docId } of await pipeline.runAsync('notes')) log(docId)
  await pipeline.runAsync('trials')
}
