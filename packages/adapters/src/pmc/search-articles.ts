import type { FetchContext } from "@sluice/core-events";
import { contentNumber } from "../http/content-number.js";
import { cursorExpired } from "../http/cursor-expired.js";
import { DuplicateFilter } from "../http/duplicate-filter.js";
import { idNumbers } from "../http/id-numbers.js";
import { packIds, unpackIds } from "../http/pack-ids.js";
import { PageLoopGuard } from "../http/page-loop-guard.js";
import { recordPause } from "../http/recorded-pause.js";
import type { Entrez } from "./entrez.js";
import type { PmcParameters } from "./pmc-parameters.js";
import type { ResultCursor } from "./result-cursor.js";

/** One result of a search, or one id of a list, and its place in it. */
export interface Result {
  /** From 0. */
  readonly place: number;
  readonly id: unknown;
  /** Where reading begins again to get this first. */
  readonly cursor: { readonly start: number; readonly seen?: string };
}

/** What is searched for, and from where on. */
export interface SearchOptions extends Pick<PmcParameters, "term" | "pageSize" | "query"> {
  readonly from: ResultCursor;
}

const MAX_SEEN = 100;

/**
 * The results of a search in PMC, a page at a time; the listing ends at the first page without ids, whatever the count says.
 * A search is asked again for every page, so a result that is added meanwhile may shift the others: one that comes twice is
 * dropped and counted in an event `duplicate-items`. A cursor holds the last hundred ids, so that this holds for the first page
 * after a restart too. A long pause between two pages is marked.
 */
export async function* searchArticles(entrez: Entrez, { term, pageSize, query, from }: SearchOptions, context: FetchContext): AsyncGenerator<Result> {
  const guard = new PageLoopGuard();
  const { start: first, seen } = from;
  const duplicates = new DuplicateFilter(seen);
  let recent = unpackIds(seen);
  for (let start = first, page = 1; ; page += 1) {
    const url = entrez.searchUrl({ ...query, term: term ?? "", retstart: start, retmax: pageSize });
    guard.beforeRequest(url, page);
    const { ids, total } = await entrez.search(url, { onPause: recordPause(context, { start, seen: packIds(recent) }) }).catch((error: unknown) => {
      throw cursorExpired(error, { page, isResumed: page === 1 && first > 0 });
    });
    const contents = ids.map(contentNumber);
    guard.afterPage(contents, url, page);
    if (page === 1 && total !== null) context.expect(total);
    context.emit("page", { number: page, items: ids.length });
    if (ids.length === 0) return;
    for (const [index, id] of ids.entries()) {
      if (duplicates.drops(typeof id === "string" ? id : null, contents[index] ?? 0)) continue;
      const place = start + index;
      yield { place, id, cursor: { start: place, seen: packIds(recent) } };
      if (typeof id === "string") recent = [...recent.slice(1 - MAX_SEEN), idNumbers(id)];
    }
    const { dropped } = duplicates.endPage();
    if (dropped > 0) context.emit("duplicate-items", { page, dropped, conflicts: 0 });
    start += ids.length;
  }
}

/** The ids of a list, from where a cursor stands. */
export function* listedArticles(ids: readonly string[], { start }: Pick<ResultCursor, "start">): Generator<Result> {
  for (let place = start; place < ids.length; place += 1) yield { place, id: ids[place], cursor: { start: place } };
}
