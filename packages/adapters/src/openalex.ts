import type { Adapter } from "@sluice/core-events";
import { withQueryOf } from "./http/extra-query.js";
import { checkHttpOptions, type HttpClientOptions } from "./http/http-client-options.js";
import { itemPlace, itemValue, type PageItem } from "./http/page-item.js";
import { BudgetWatch } from "./openalex/budget-watch.js";
import { openAlexDocument } from "./openalex/openalex-document.js";
import { openAlexId } from "./openalex/openalex-id.js";
import { type OpenAlexParameters, openAlexParametersSchema } from "./openalex/openalex-parameters.js";
import { readWithinBudget } from "./openalex/read-within-budget.js";

export type { HttpClientOptions, OpenAlexParameters, PageItem };

/** What {@link openalex} may be given; everything has a default. */
export interface OpenAlexOptions extends HttpClientOptions {
  /** @default "https://api.openalex.org" */
  readonly baseUrl?: string;
  /** The key of runs whose parameters hold no `apiKey`; it is in no parameters, events or checkpoints then. */
  readonly apiKey?: string;
}

/**
 * Reads works, or another `entity`, from the OpenAlex API by cursor paging. The parameters of a run are those of the API by their own
 * names: `filter`, `search`, `sort`, `select`, `per-page` (100 unless given) …, with `apiKey` and `mailto`; the API has asked
 * for a key since February 2026.
 *
 * One request at a time, none ahead of the consumer; of records with the same id the first is given, the others are counted. The
 * event `budget` says how much of the day's budget is left, with the first page and every tenth one. Once it is spent the run
 * ends resumably with `TRY_AGAIN_LATER`, whose `retryAt` is the end of `Retry-After` or the next midnight UTC; such an answer is
 * not retried.
 *
 * The abstract is put together from its inverted index; a record of either schema, that of 2023 or of today, gives what it has.
 * A document holds what the record says; when it was retrieved is in `provenance.retrievedAt` alone, so that runs over the same
 * records differ in nothing else.
 *
 * @throws {TypeError} If the base URL, a header, an allowed host or the retry policy is invalid.
 * @throws {RangeError} If a limit is out of range.
 * @example
 * ```ts
 * const pipeline = new IngestionPipeline({ adapters: [openalex({ apiKey })] });
 * const parameters = { filter: "topics.id:T10102,publication_year:2024", "per-page": 200 };
 * for await (const work of pipeline.iterResults("openalex", { parameters })) …
 * ```
 */
export function openalex({ baseUrl = "https://api.openalex.org", apiKey, ...http }: OpenAlexOptions = {}): Adapter<PageItem, OpenAlexParameters> {
  checkHttpOptions(http);
  const base = checkedBase(baseUrl);
  return {
    name: "openalex",
    description: "Works and other entities from OpenAlex",
    parameters: openAlexParametersSchema,
    fetch(context) {
      const { entity, perPage, query, mailto, apiKey: key = apiKey } = context.parameters;
      const credentials = { ...(mailto === undefined ? {} : { mailto }), ...(key === undefined ? {} : { api_key: key }) };
      const listing = {
        url: withQueryOf(new URL(`${base}/${entity}`), { ...query, "per-page": perPage, cursor: "*", ...credentials }),
        pagination: { kind: "cursor", path: "meta.next_cursor", param: "cursor" } as const,
        itemsPath: "results",
        totalPath: "meta.count",
        idOf: openAlexId,
        http,
      };
      return readWithinBudget(listing, context, new BudgetWatch(listing.url));
    },
    identify: (item) => openAlexId(itemValue(item)) ?? itemPlace(item),
    parse: (item, { parameters }) => openAlexDocument(item, parameters.entity),
    describe: ({ page, index }) => ({ page, index }),
    sizeOf: ({ bytes }) => bytes,
  };
}

function checkedBase(baseUrl: string): string {
  const url = URL.parse(baseUrl);
  if (url !== null && (url.protocol === "http:" || url.protocol === "https:")) return baseUrl.replace(/\/{1,9}$/, "");
  throw new TypeError(`Cannot read OpenAlex: baseUrl must be an http or https URL, received ${JSON.stringify(baseUrl)}`);
}
