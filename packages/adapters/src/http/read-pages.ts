import type { FetchContext } from "@sluice/core-events";
import { contentNumber } from "./content-number.js";
import { cursorExpired } from "./cursor-expired.js";
import { DuplicateFilter } from "./duplicate-filter.js";
import { HttpClient } from "./http-client.js";
import type { Listing } from "./listing.js";
import { parsePageCursor, type PageCursor, toCursor } from "./page-cursor.js";
import type { PageItem } from "./page-item.js";
import { PageLoopGuard } from "./page-loop-guard.js";
import { firstPageUrl } from "./pagination.js";
import { type Page, readPage } from "./read-page.js";
import { pauseLeft, recordPause } from "./recorded-pause.js";
import { SecretQuery } from "./secret-query.js";

export type { Listing };

const MARK_EVERY = 1_000;

/**
 * Every item of a paginated listing, in order, a page at a time and never ahead of the consumer: while it pauses, nothing is
 * requested. The connections are closed on every way out.
 *
 * A page is marked before it is requested, and again with the end of the pause when the server asks for a long one. Of items
 * with the same id the first is given and the others are dropped, counted in an event `duplicate-items` per page.
 *
 * @throws {SluiceError} `PAGINATION_LOOP` for a listing without an end, `CURSOR_EXPIRED` for a page that can no longer be read on
 * from, and whatever `HttpClient` throws.
 */
export async function* readPages(listing: Listing, context: FetchContext): AsyncGenerator<PageItem> {
  const { cursor, emit, mark, signal } = context;
  const secrets = new SecretQuery(listing.url);
  const guard = new PageLoopGuard();
  await using client = new HttpClient(listing.http);
  let at: PageCursor | null = cursor === null ? firstCursor(listing, secrets) : parsePageCursor(cursor);
  let isResumed = cursor !== null;
  if (isResumed) client.pauseHost(new URL(at.url).host, pauseLeft(at));
  const duplicates = new DuplicateFilter(at.seen);
  while (at !== null) {
    const here: PageCursor = at;
    const { page, skip, url }: PageCursor = here;
    const request = new URL(url);
    guard.beforeRequest(request, page);
    mark(toCursor(here));
    const { items, toItem, next, total }: Page = await readPage(client, listing, { request, secrets, context, onPause: recordPause(context, toCursor(here)) }).catch((error: unknown) => {
      throw cursorExpired(error, { page, isResumed });
    });
    isResumed = false;
    signal.throwIfAborted();
    if (page === 1 && total !== null) context.expect(total);
    const contents = items.map(contentNumber);
    guard.afterPage(contents, request, page);
    emit("page", { number: page, items: items.length });
    for (const [index, value] of items.entries()) {
      if (index > skip && index % MARK_EVERY === 0) mark(toCursor({ ...here, skip: index }));
      const dropped = listing.idOf !== undefined && duplicates.drops(listing.idOf(value), contents[index] ?? 0);
      if (index >= skip && !dropped) yield { page, index, ...toItem(value) };
    }
    const { dropped, conflicts } = duplicates.endPage();
    if (dropped > 0) emit("duplicate-items", { page, dropped, conflicts });
    at = next === null ? null : { page: page + 1, url: secrets.strip(withoutQuery(next, listing.firstQuery)).href, skip: 0, seen: duplicates.remembered };
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
