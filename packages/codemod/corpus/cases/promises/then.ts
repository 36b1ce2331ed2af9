// corpus: a then chain
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export function run({ adapters, log }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  return pipeline
    .runAsync("trials")
    .then((documents) => {
      log(documents.map(({ docId }) => docId));
      return documents.length;
    })
    .finally(() => log("finished"));
}
