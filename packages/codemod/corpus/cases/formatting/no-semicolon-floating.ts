// corpus: a promise at the start of a line, behind a line without a semicolon
// expect: rewrite list
import { IngestionPipeline } from '@sluice/pipeline'
import type { Env } from '../../harness/env.js'

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters })
  const started = log
  pipeline.runAsync('papers').catch((error: unknown) => log(error))
  started('started')
}
