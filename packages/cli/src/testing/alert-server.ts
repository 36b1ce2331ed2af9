import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A receiver of alerts on the loopback, and what it got. */
export interface AlertServer {
  readonly url: string;
  readonly bodies: readonly Record<string, unknown>[];
}

/** Starts a receiver that answers with this status until the test is over. */
export async function alertServer(status = 200): Promise<AlertServer> {
  const bodies: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    request.on("end", () => {
      bodies.push(JSON.parse(text) as Record<string, unknown>);
      response.writeHead(status).end("answer");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/T0P-S3CR3T-PATH`, bodies }; // listening on TCP
}
