// corpus: a route in the manner of Fastify, which returns what is sent
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

interface App {
  readonly pipeline: IngestionPipeline;
  get(path: string, handler: (request: { readonly params: { readonly source: string } }) => Promise<unknown>): void;
}

function routes(app: App): void {
  app.get("/sources/:source", async ({ params }) => {
    const documents = await app.pipeline.runAsync(params.source);
    return { source: params.source, ids: documents.map((document) => document.docId) };
  });
}

export async function run({ adapters, log }: Env): Promise<void> {
  const table = new Map<string, Parameters<App["get"]>[1]>();
  routes({ pipeline: new IngestionPipeline({ adapters }), get: (path, handler) => void table.set(path, handler) });
  log(await table.get("/sources/:source")?.({ params: { source: "trials" } }));
}
