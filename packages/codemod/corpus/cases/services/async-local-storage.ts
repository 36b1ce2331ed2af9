// corpus: a request's context around the run
// expect: rewrite list
import { AsyncLocalStorage } from "node:async_hooks";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

const request = new AsyncLocalStorage<string>();

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  await request.run("r-1", async () => {
    const documents = await pipeline.runAsync("papers", { validate: ({ docId }) => log(request.getStore(), docId) });
    log(request.getStore(), documents.length);
  });
}
