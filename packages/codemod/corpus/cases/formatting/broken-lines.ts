// corpus: line ends at every place that allows them
// expect: rewrite loop
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  let total = 0;
  for (
    const
      document
    of
      await
        pipeline
          .runAsync(
            "papers"
          )
  )
    total += document.docId.length;
  const documents =
    // the whole list
    await pipeline.runAsync("trials")
    ;
  return documents.length + total;
}
