// corpus: a drain behind a line without a semicolon
// expect: rewrite drain
import { IngestionPipeline } from '@sluice/pipeline'
import type { Env } from '../../harness/env.js'

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters })
  const total = adapters.length
  await pipeline.runAsync('papers')
  ;[total].forEach((n) => log(n))
}
