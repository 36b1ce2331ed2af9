import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { type Budget, budgetOf } from "./budget.js";

/** What a watch has seen of one answer. */
export interface WatchedAnswer {
  readonly statusCode: number;
  readonly budget: Budget;
  readonly retryAfter: string | undefined;
}

interface HeadersMessage {
  readonly request: { readonly origin?: unknown; readonly path?: unknown };
  readonly response: { readonly statusCode: number; readonly headers: readonly (Uint8Array | string)[] };
}

const CHANNEL = "undici:request:headers";

/**
 * Sees the headers of every answer of one listing, also of those that mean failure, of which an error keeps no headers. It listens
 * to the channel on which undici announces them, from the first request to its disposal, and to requests of the listing's
 * origin, path and key alone.
 */
export class BudgetWatch implements Disposable {
  readonly #listing: URL;
  #last: WatchedAnswer | null = null;

  constructor(listing: URL) {
    this.#listing = listing;
  }

  /** The newest answer, or `null` before the first. */
  get last(): WatchedAnswer | null {
    return this.#last;
  }

  start(): void {
    subscribe(CHANNEL, this.#onHeaders);
  }

  [Symbol.dispose](): void {
    unsubscribe(CHANNEL, this.#onHeaders);
  }

  readonly #onHeaders = (message: unknown): void => {
    const { request, response } = message as HeadersMessage; // as undici documents the channel
    const url = URL.parse(String(request.path), String(request.origin));
    if (url === null || !this.#isOurs(url)) return;
    const headers = headerMap(response.headers);
    this.#last = { statusCode: response.statusCode, budget: budgetOf(headers), retryAfter: headers.get("retry-after") };
  };

  #isOurs(url: URL): boolean {
    const { origin, pathname, searchParams } = this.#listing;
    return url.origin === origin && url.pathname === pathname && url.searchParams.get("api_key") === searchParams.get("api_key");
  }
}

/** Names and values follow each other in the raw list. */
function headerMap(raw: readonly (Uint8Array | string)[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (let at = 0; at + 1 < raw.length; at += 2) headers.set(textOf(raw[at]).toLowerCase(), textOf(raw[at + 1]));
  return headers;
}

function textOf(value: Uint8Array | string | undefined): string {
  return typeof value === "string" ? value : Buffer.from(value ?? []).toString("latin1");
}
