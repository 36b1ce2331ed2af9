import { type FetchContext, type JsonValue, SluiceError } from "@sluice/core-events";
import * as z from "zod";
import { contentNumber } from "../http/content-number.js";
import { cursorExpired } from "../http/cursor-expired.js";
import { DuplicateFilter } from "../http/duplicate-filter.js";
import { PageLoopGuard } from "../http/page-loop-guard.js";
import type { Entrez } from "./entrez.js";
import type { PmcParameters } from "./pmc-parameters.js";

/** One result of a search, or one id of a list, and its place in it. */
export interface Result {
  /** From 0. */
  readonly place: number;
  readonly id: unknown;
}

const cursorSchema = z.object({ start: z.int().min(0) });

/**
 * The results of a search in PMC, a page at a time; the listing ends at the first page without ids, whatever the count says.
 * A search is asked again for every page, so a result that is added meanwhile may shift the others: one that comes twice is
 * dropped and counted in an event `duplicate-items`.
 */
export async function* searchArticles(entrez: Entrez, { term, pageSize, query }: Pick<PmcParameters, "term" | "pageSize" | "query">, context: FetchContext): AsyncGenerator<Result> {
  const guard = new PageLoopGuard();
  const duplicates = new DuplicateFilter();
  const first = startOf(context.cursor);
  for (let start = first, page = 1; ; page += 1) {
    const url = entrez.searchUrl({ ...query, term: term ?? "", retstart: start, retmax: pageSize });
    guard.beforeRequest(url, page);
    const { ids, total } = await entrez.search(url).catch((error: unknown) => {
      throw cursorExpired(error, { page, isResumed: page === 1 && first > 0 });
    });
    const contents = ids.map(contentNumber);
    guard.afterPage(contents, url, page);
    if (page === 1 && total !== null) context.expect(total);
    context.emit("page", { number: page, items: ids.length });
    if (ids.length === 0) return;
    for (const [index, id] of ids.entries()) {
      if (!duplicates.drops(typeof id === "string" ? id : null, contents[index] ?? 0)) yield { place: start + index, id };
    }
    const { dropped } = duplicates.endPage();
    if (dropped > 0) context.emit("duplicate-items", { page, dropped, conflicts: 0 });
    start += ids.length;
  }
}

/** The ids of a list, from where a cursor stands. */
export function* listedArticles(ids: readonly string[], context: FetchContext): Generator<Result> {
  context.expect(ids.length);
  for (let place = startOf(context.cursor); place < ids.length; place += 1) yield { place, id: ids[place] };
}

function startOf(cursor: JsonValue | null): number {
  if (cursor === null) return 0;
  const parsed = cursorSchema.safeParse(cursor);
  if (parsed.success) return parsed.data.start;
  throw new SluiceError("Cannot resume: expected a place in a list of articles, received something else", { code: "CHECKPOINT_MISMATCH", cause: parsed.error });
}
