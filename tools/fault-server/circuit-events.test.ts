import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { httpJson } from "@sluice/adapters/http-json";
import { IngestionPipeline } from "@sluice/pipeline";
import { expect, test } from "vitest";

test("a host's circuit that opens and closes is seen as events of the run", async () => {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    if (requests <= 3) response.writeHead(500).end();
    else response.writeHead(200, { "content-type": "application/json" }).end('[{"id":"a"}]');
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const adapter = httpJson({ allowHosts: [host], policy: { retry: { initialDelayMs: 1 }, circuitBreaker: { failures: 3, resetMs: 20 } } });
  const pipeline = new IngestionPipeline({ adapters: [adapter] });
  const changes: unknown[] = [];
  for await (const event of pipeline.streamEvents(adapter.name, { parameters: { url: `http://${host}/` } })) {
    if (event.type === "CircuitStateChange") changes.push([event.circuit, event.oldState, event.newState, event.reason]);
  }
  server.close();
  expect(changes).toEqual([
    [host, "closed", "open", "3 failures in a row: HTTP_STATUS"],
    [host, "open", "half-open", null],
    [host, "half-open", "closed", "the probe succeeded"],
  ]);
});
