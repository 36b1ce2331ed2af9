import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { chooseFault } from "./choose-fault.ts";
import { listingPage, type ListingOptions, type ListingPage } from "./listing-page.ts";
import { sendFault } from "./send-fault.ts";

/** What {@link startFaultServer} serves, and how badly. */
export interface FaultServerOptions extends ListingOptions {
  /** Share of the first two attempts at a page that go wrong, from 0 to 1. */
  readonly faultRate: number;
  /** @default a free one */
  readonly port?: number;
  /** Wait before each answer. @default 0 */
  readonly latencyMs?: number;
}

/** What has been asked for so far. */
export interface FaultServerStats {
  readonly requests: number;
  readonly faults: number;
  /** Requests that came before the end of a pause that the server had asked for. */
  readonly tooEarly: number;
  /** Requests per page. */
  readonly pages: Readonly<Record<string, number>>;
}

/** A server that is running. */
export interface FaultServer extends AsyncDisposable {
  readonly url: string;
  stats(): FaultServerStats;
  close(): Promise<void>;
}

/**
 * Serves synthetic records on 127.0.0.1, at `/studies` as ClinicalTrials.gov does and at `/items?page=&pageSize=` plainly, and
 * lets requests go wrong: which ones, and how, is decided by seed, page and attempt alone. Each page is answered well at the
 * latest on its third request. `GET /__stats` tells what has been asked for, and never fails.
 *
 * @example
 * ```ts
 * await using server = await startFaultServer({ documents: 1_000, pageSize: 100, seed: 1, faultRate: 0.5, documentBytes: 500 });
 * const adapter = clinicalTrials({ baseUrl: server.url, allowHosts: ["127.0.0.1"] });
 * ```
 */
export async function startFaultServer(options: FaultServerOptions): Promise<FaultServer> {
  const attempts = new Map<string, number>();
  const counts = { requests: 0, faults: 0, tooEarly: 0 };
  let pausedUntil = 0;
  const stats = (): FaultServerStats => ({ ...counts, pages: Object.fromEntries(attempts) });

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    if (url.pathname === "/__stats") {
      sendJson(response, 200, stats());
      return;
    }
    counts.requests += 1;
    if (Date.now() < pausedUntil) counts.tooEarly += 1;
    const page = listingPage(url, options);
    if (page === null) sendJson(response, 400, { error: `no such listing or page: ${url.pathname}${url.search}` });
    else await answerPage(page, request, response);
  };

  const answerPage = async ({ name, value }: ListingPage, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const attempt = (attempts.get(name) ?? 0) + 1;
    attempts.set(name, attempt);
    const fault = chooseFault({ ...options, page: name, attempt });
    if (options.latencyMs !== undefined && options.latencyMs > 0) await sleep(options.latencyMs);
    if (fault === null) {
      sendJson(response, 200, value);
      return;
    }
    counts.faults += 1;
    const onPause = (until: number): void => void (pausedUntil = Math.max(pausedUntil, until));
    await sendFault(fault, { request, response, body: Buffer.from(JSON.stringify(value)), onPause });
  };

  const server = createServer((request, response) => {
    response.on("error", () => undefined); // a client that went away
    answer(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await once(server.listen(options.port ?? 0, "127.0.0.1"), "listening");
  const close = async (): Promise<void> => {
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };
  const { port } = server.address() as AddressInfo; // it listens on a port
  return { url: `http://127.0.0.1:${port}`, stats, close, [Symbol.asyncDispose]: close };
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(status, { "content-type": "application/json", "content-length": body.length }).end(body);
}
