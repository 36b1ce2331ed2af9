import { redactUrl, SluiceError } from "@sluice/core-events";
import { contentNumber } from "./content-number.js";
import { RepeatDetector } from "./repeat-detector.js";

const MAX_EMPTY_PAGES = 10;
const MAX_EQUAL_PAGES = 2;

/**
 * Stops a listing that has no end: the same request again, also in a cycle; the same items under new requests; page after
 * page without items. Two equal pages may be an accident of the source, so the third one counts.
 */
export class PageLoopGuard {
  readonly #requests = new RepeatDetector();
  readonly #contents = new RepeatDetector();
  #emptyPages = 0;

  /** @throws {SluiceError} `PAGINATION_LOOP` if this page has been asked for before. */
  beforeRequest(url: URL, page: number): void {
    if (this.#requests.observe(url.href) > 0) throw loop(url, page, "asks for a page that was read before");
  }

  /**
   * @param items What the page holds, or a number for each item.
   * @throws {SluiceError} `PAGINATION_LOOP` if the listing brings nothing new.
   */
  afterPage(items: readonly unknown[], url: URL, page: number): void {
    this.#emptyPages = items.length === 0 ? this.#emptyPages + 1 : 0;
    if (this.#emptyPages > MAX_EMPTY_PAGES) throw loop(url, page, `has ${this.#emptyPages} pages without items in a row`);
    const content = items.length === 0 ? null : items.map(contentNumber).join();
    if (content !== null && this.#contents.observe(content) >= MAX_EQUAL_PAGES) throw loop(url, page, "repeats the same items");
  }
}

function loop(url: URL, page: number, what: string): SluiceError {
  const address = redactUrl(url.href);
  return new SluiceError(`Cannot read page ${page} of ${address}: the listing ${what}`, { code: "PAGINATION_LOOP", context: { url: address, page } });
}
