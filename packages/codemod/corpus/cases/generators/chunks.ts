// corpus: a generator of chunks of two
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

async function* chunks(pipeline: IngestionPipeline, size: number): AsyncGenerator<Document[]> {
  const documents = await pipeline.runAsync("trials");
  for (let start = 0; start < documents.length; start += size) yield documents.slice(start, start + size);
}

export async function run({ adapters, log }: Env): Promise<void> {
  for await (const chunk of chunks(new IngestionPipeline({ adapters }), 2)) log(chunk.map(({ docId }) => docId).join("+"));
}
