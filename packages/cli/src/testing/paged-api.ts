import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A server on this machine that lists one item per page. */
export interface PagedApi {
  readonly url: string;
  /** When requests came, in milliseconds of the monotonic clock. */
  readonly arrivals: readonly number[];
}

/** What a {@link PagedApi} does. */
export interface PagedApiOptions {
  /** How many pages there are. @default 1 */
  readonly pages?: number;
  /** Answers instead of it. */
  readonly answer?: (request: IncomingMessage, response: ServerResponse) => void;
}

/** Starts a server; it is closed when the test is over. */
export async function pagedApi({ pages = 1, answer }: PagedApiOptions): Promise<PagedApi> {
  const arrivals: number[] = [];
  const server = createServer((request, response) => {
    arrivals.push(performance.now());
    if (answer !== undefined) {
      answer(request, response);
      return;
    }
    const page = Number(/\d+$/.exec(request.url ?? "")?.[0] ?? "1");
    const next = page < pages ? { next: `/items/${page + 1}` } : {};
    response.setHeader("content-type", "application/json").end(JSON.stringify({ items: [{ id: `item-${page}`, title: "t", text: "x" }], ...next }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/items/1`, arrivals }; // listening on TCP
}
