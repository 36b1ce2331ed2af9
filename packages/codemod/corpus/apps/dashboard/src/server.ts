import { createServer, type Server } from "node:http";
import type { IngestionPipeline } from "@sluice/pipeline";
import { routes } from "./routes.js";

/** Serves the pages; a page that cannot be made is a 502 that says why. */
export function serve(pipeline: IngestionPipeline): Server {
  const table = routes(pipeline);
  return createServer((request, response) => {
    const path = request.url ?? "/";
    const route = table[path] ?? (path.startsWith("/trial/") ? table["/trial"] : undefined);
    const answer = route === undefined ? Promise.resolve({ status: 404, body: "not found" }) : route({ path });
    answer.then(
      ({ status, body }) => response.writeHead(status, { "content-type": "text/html" }).end(body),
      (error: unknown) => response.writeHead(502).end(String(error)),
    );
  });
}
