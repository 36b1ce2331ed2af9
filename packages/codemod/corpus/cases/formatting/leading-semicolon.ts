// corpus: a line that begins with a semicolon for its parenthesis
// expect: rewrite list
import { IngestionPipeline } from '@sluice/pipeline'
import type { Env } from '../../harness/env.js'

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters })
  let seen = 0
  ;(await pipeline.runAsync('papers')).forEach(() => { seen += 1 })
  log(seen)
}
