// corpus: a request handler in the manner of Express
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

interface Response {
  status(code: number): Response;
  json(body: unknown): void;
}

type Handler = (request: { readonly query: Readonly<Record<string, string>> }, response: Response, next: (error: unknown) => void) => Promise<void>;

const listTrials = (pipeline: IngestionPipeline): Handler => async (request, response, next) => {
  try {
    const documents = await pipeline.runAsync("trials", { parameters: { query: request.query["q"] ?? "" } });
    response.status(200).json({ total: documents.length, items: documents.slice(0, 2) });
  } catch (error) {
    next(error);
  }
};

export async function run({ adapters, log }: Env): Promise<void> {
  const response: Response = { status: (code) => (log(code), response), json: (body) => log(body) };
  await listTrials(new IngestionPipeline({ adapters }))({ query: { q: "fern" } }, response, (error) => log("next", error));
}
