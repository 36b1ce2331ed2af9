// corpus: options over several lines with trailing commas and comments
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const documents = await pipeline.runAsync(
    "trials", // the public ones
    {
      parameters: {
        query: "fern", // not the moss
      },
      limit: 5, // enough for the report
    },
  );
  return documents.length;
}
