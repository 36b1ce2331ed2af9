// corpus: a variable and its loop without semicolons
// expect: rewrite loop
import { IngestionPipeline } from '@sluice/pipeline'
import type { Env } from '../../harness/env.js'

export async function run({ adapters }: Env): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters })
  const ids: string[] = []
  const documents = await pipeline.runAsync('trials')
  for (const document of documents) {
    ids.push(document.docId)
  }
  return ids
}
