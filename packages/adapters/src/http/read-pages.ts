import { type FetchContext, redactUrl } from "@sluice/core-events";
import { HttpClient, type JsonAnswer } from "./http-client.js";
import type { HttpClientOptions } from "./http-client-options.js";
import { forbidden } from "./host-policy.js";
import { parsePageCursor, type PageCursor } from "./page-cursor.js";
import { cursorRefused } from "./cursor-refused.js";
import type { PageItem } from "./page-item.js";
import { pageItems, pageTotal } from "./page-items.js";
import { PageLoopGuard } from "./page-loop-guard.js";
import { firstPageUrl, nextPageUrl, type Pagination } from "./pagination.js";
import { SecretQuery } from "./secret-query.js";

/** A listing and how it is read. */
export interface Listing {
  /** Without page, with all other query parameters. */
  readonly url: URL;
  readonly pagination: Pagination;
  /** Added to the query of the first page, and of it alone. */
  readonly firstQuery?: Readonly<Record<string, string>>;
  readonly itemsPath: string | undefined;
  readonly totalPath: string | undefined;
  readonly http: HttpClientOptions;
}

interface Page {
  readonly items: readonly unknown[];
  readonly total: number | null;
  readonly next: URL | null;
  readonly toItem: (value: unknown) => Omit<PageItem, "page" | "index">;
}

const MARK_EVERY = 1_000;

/**
 * Every item of a paginated listing, in order, a page at a time and never ahead of the consumer: while it pauses, nothing is
 * requested. The connections are closed on every way out. A page is marked before it is requested.
 *
 * @throws {SluiceError} `PAGINATION_LOOP` for a listing without an end, and whatever `HttpClient` throws.
 */
export async function* readPages(listing: Listing, context: FetchContext): AsyncGenerator<PageItem> {
  const { cursor, emit, mark, signal } = context;
  const secrets = new SecretQuery(listing.url);
  const guard = new PageLoopGuard();
  await using client = new HttpClient(listing.http);
  let isResumed = cursor !== null;
  let at: PageCursor | null = cursor === null ? firstCursor(listing, secrets) : parsePageCursor(cursor);
  while (at !== null) {
    const { page, skip }: PageCursor = at;
    const request: URL = new URL(at.url);
    guard.beforeRequest(request, page);
    mark({ ...at });
    const { items, toItem, next, total } = await readPage(client, listing, { request, secrets, context }).catch((error: unknown) => {
      throw isResumed ? cursorRefused(error, page) : error;
    });
    isResumed = false;
    signal.throwIfAborted();
    if (page === 1 && total !== null) context.expect(total);
    guard.afterPage(items, request, page);
    emit("page", { number: page, items: items.length });
    for (const [index, value] of items.entries()) {
      if (index < skip) continue;
      if (index > skip && index % MARK_EVERY === 0) mark({ ...at, skip: index });
      yield { page, index, ...toItem(value) };
    }
    at = next === null ? null : { page: page + 1, url: secrets.strip(withoutQuery(next, listing.firstQuery)).href, skip: 0 };
  }
}

function firstCursor({ url, pagination, firstQuery = {} }: Listing, secrets: SecretQuery): PageCursor {
  const first = new URL(firstPageUrl(url, pagination));
  for (const [name, value] of Object.entries(firstQuery)) first.searchParams.set(name, value);
  return { page: 1, url: secrets.strip(first).href, skip: 0 };
}

function withoutQuery(url: URL, query: Readonly<Record<string, string>> = {}): URL {
  const changed = new URL(url);
  for (const name of Object.keys(query)) changed.searchParams.delete(name);
  return changed;
}

async function readPage(
  client: HttpClient,
  { url, pagination, itemsPath, totalPath }: Listing,
  { request, secrets, context }: { readonly request: URL; readonly secrets: SecretQuery; readonly context: FetchContext },
): Promise<Page> {
  if (url.protocol === "https:" && request.protocol === "http:") {
    throw forbidden(`Cannot fetch ${redactUrl(request.href)}: expected https as for the first page, received http`);
  }
  const read = (answer: JsonAnswer): Page => {
    const items = pageItems(answer, itemsPath);
    const bytes = Math.ceil(answer.size / Math.max(1, items.length));
    const toItem: Page["toItem"] = (value) => (answer.hasRawNumbers ? { bytes, text: JSON.stringify(value) } : { bytes, value });
    return { items, toItem, total: pageTotal(answer, totalPath), next: nextPageUrl(pagination, { request, answer, items }) };
  };
  const { signal, retrying } = context;
  return await client.readJson(secrets.restore(request), { read, signal, onRetry: retrying, credentialOrigin: url.origin });
}
