import type { Adapter } from "@sluice/core-events";
import { withQueryOf } from "./http/extra-query.js";
import { checkHttpOptions, type HttpClientOptions } from "./http/http-client-options.js";
import { itemDocument, itemId } from "./http/http-json-document.js";
import { type HttpJsonParameters, httpJsonParametersSchema, paginationOf } from "./http/http-json-parameters.js";
import { itemPlace, itemValue, type PageItem } from "./http/page-item.js";
import { readPages } from "./http/read-pages.js";

export type { HttpClientOptions, HttpJsonParameters, PageItem };

/** What {@link httpJson} may be given; everything has a default. */
export type HttpJsonOptions = HttpClientOptions;

/** One item of a page and its id, which `identify` cannot look up without the parameters. */
export interface HttpJsonItem extends PageItem {
  readonly id: string | null;
}

/**
 * Reads documents from any paginated JSON API. What is read, and how pages follow each other, are parameters of the run:
 * `url`, `itemsPath`, `idField`, `titleField`, `textField`, `pagination` (`none`, `page`, `offset`, `cursor`, `link`,
 * `next-url`) with `pageParam`, `startPage`, `pageSize`, `pageSizeParam`, `cursorPath`, `cursorParam`, `nextPath`, `totalPath`.
 * Every other parameter goes into the query as it is: `--param filter=fern` asks for `?filter=fern`.
 *
 * One request at a time, none ahead of the consumer. A resumed run begins at the page it had come to. An item that is no
 * object or has no id fails alone; of items with the same id the first one wins, the others are dropped and counted; a listing
 * that repeats itself ends the run with `PAGINATION_LOOP`.
 *
 * @throws {TypeError} If a header, an allowed host or the retry policy is invalid.
 * @throws {RangeError} If a limit is out of range.
 * @example
 * ```ts
 * const adapter = httpJson({ headers: { authorization: `Bearer ${key}` }, allowHosts: ["localhost:8080"] });
 * const parameters = { url: "http://localhost:8080/items", pagination: "page", pageSize: 100, filter: "fern" };
 * ```
 */
export function httpJson(options: HttpJsonOptions = {}): Adapter<HttpJsonItem, HttpJsonParameters> {
  checkHttpOptions(options);
  return {
    name: "http-json",
    description: "Documents from a paginated JSON API",
    parameters: httpJsonParametersSchema,
    async *fetch(context) {
      const { itemsPath, totalPath, idField } = context.parameters;
      const idOf = (value: unknown): string | null => itemId(value, idField);
      const listing = { url: listingUrl(context.parameters), pagination: paginationOf(context.parameters), itemsPath, totalPath, idOf, http: options };
      for await (const item of readPages(listing, context)) {
        yield { ...item, id: itemId(itemValue(item), idField) };
      }
    },
    identify: (item) => item.id ?? itemPlace(item),
    parse: (item, { parameters }) => itemDocument(item, parameters),
    describe: ({ page, index }) => ({ page, index }),
    sizeOf: ({ bytes }) => bytes,
  };
}

function listingUrl({ url, query, pageSize, pageSizeParam, pagination }: HttpJsonParameters): URL {
  const size = pageSize === undefined ? {} : { [pageSizeParam ?? (pagination === "offset" ? "limit" : "pageSize")]: pageSize };
  return withQueryOf(new URL(url), { ...query, ...size });
}
