import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";

const read = (name: string): string => readFileSync(new URL(`../__fixtures__/tls/${name}.pem`, import.meta.url), "utf8");

/** The certificate of {@link tlsLoopback}, as `ca` wants it. */
export const LOOPBACK_CERTIFICATE = read("certificate");

/** Serves https on 127.0.0.1 with a self-signed certificate, gone when disposed. */
export async function tlsLoopback(handler: RequestListener): Promise<AsyncDisposable & { readonly url: string; readonly requests: string[] }> {
  const requests: string[] = [];
  const server = createServer({ key: read("key"), cert: LOOPBACK_CERTIFICATE }, (request, response) => {
    requests.push(request.url ?? "");
    handler(request, response);
  });
  server.on("tlsClientError", () => undefined); // a client that does not trust it
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    url: `https://127.0.0.1:${port}`,
    requests,
    async [Symbol.asyncDispose]() {
      const closed = once(server.close(), "close");
      server.closeAllConnections();
      await closed;
    },
  };
}
