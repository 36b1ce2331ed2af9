// corpus: the list as a stream of Node
// expect: rewrite list
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<string> {
  const pipeline = new IngestionPipeline({ adapters });
  const lines = Readable.from((await pipeline.runAsync("papers")).map(({ docId }) => `${docId}\n`));
  return await text(lines);
}
