import { type FetchContext, type RetryNotice, SluiceError } from "@sluice/core-events";
import type { PageItem } from "../http/page-item.js";
import { type Listing, readPages } from "../http/read-pages.js";
import { isSpent, renewalTime } from "./budget.js";
import type { BudgetWatch, WatchedAnswer } from "./budget-watch.js";

const PAGES_PER_REPORT = 10;
const REFUSALS: ReadonlySet<unknown> = new Set([402, 403, 429]);
const SPENT_TEXT = /insufficient budget|midnight utc|daily (?:budget|limit|credits)/i;

/**
 * The items of a listing, and the event `budget` with the first page and every tenth one. An answer that says that the
 * day's budget is spent ends the listing at once; a burst that was too fast is waited out as anywhere.
 *
 * @throws {SluiceError} `TRY_AGAIN_LATER` with `retryAt` once the budget is spent, and whatever `readPages` throws.
 */
export async function* readWithinBudget(listing: Listing, context: FetchContext, watch: BudgetWatch): AsyncGenerator<PageItem> {
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  const retrying = (notice: RetryNotice): void => {
    if (isRefusal(watch.last)) stop.abort(budgetSpent(listing.url, watch.last));
    else context.retrying(notice);
  };
  const emit: FetchContext["emit"] = (name, payload) => {
    context.emit(name, payload);
    if (name === "page") reportBudget(payload, context, watch.last);
  };
  watch.start();
  try {
    yield* readPages(listing, { ...context, signal, retrying, emit });
  } catch (error) {
    throw isSpentError(error, watch.last) ? budgetSpent(listing.url, watch.last, error) : error;
  } finally {
    watch[Symbol.dispose]();
  }
}

function reportBudget(page: unknown, { emit }: FetchContext, answer: WatchedAnswer | null): void {
  const { number } = page as { readonly number: number }; // the payload of "page"
  const isDue = (number - 1) % PAGES_PER_REPORT === 0;
  if (isDue && answer !== null && Object.values(answer.budget).some((amount) => amount !== null)) emit("budget", { page: number, ...answer.budget });
}

function isRefusal(answer: WatchedAnswer | null): answer is WatchedAnswer {
  return answer !== null && REFUSALS.has(answer.statusCode) && isSpent(answer.budget);
}

/** Also without headers, where the text of the answer says it. */
function isSpentError(error: unknown, answer: WatchedAnswer | null): boolean {
  if (!SluiceError.is(error) || error.code !== "HTTP_STATUS" || !REFUSALS.has(error.context["statusCode"])) return false;
  const { excerpt } = error.context;
  return isRefusal(answer) || (typeof excerpt === "string" && SPENT_TEXT.test(excerpt));
}

function budgetSpent({ origin, pathname }: URL, answer: WatchedAnswer | null, cause?: unknown): SluiceError {
  const retryAt = renewalTime(answer?.retryAfter, Date.now());
  const url = `${origin}${pathname}`;
  const message = `Cannot fetch ${url}: the day's budget is spent, try again after ${new Date(retryAt).toISOString()}`;
  const context = { url, retryAt, ...(answer === null ? {} : { statusCode: answer.statusCode, budget: answer.budget }) };
  return new SluiceError(message, { code: "TRY_AGAIN_LATER", context, ...(cause === undefined ? {} : { cause }) });
}
