import type { Adapter } from "@sluice/core-events";
import { nctIdOf, studyDocument } from "./clinical-trials/study-document.js";
import { type ClinicalTrialsParameters, clinicalTrialsParametersSchema } from "./clinical-trials/study-parameters.js";
import { withQueryOf } from "./http/extra-query.js";
import { checkHttpOptions, type HttpClientOptions } from "./http/http-client-options.js";
import { itemPlace, itemValue, type PageItem } from "./http/page-item.js";
import { readPages } from "./http/read-pages.js";

export type { ClinicalTrialsParameters, HttpClientOptions, PageItem };

/** What {@link clinicalTrials} may be given; everything has a default. */
export interface ClinicalTrialsOptions extends HttpClientOptions {
  /** @default "https://clinicaltrials.gov/api/v2" */
  readonly baseUrl?: string;
}

/**
 * Reads studies from the ClinicalTrials.gov API v2. The parameters of a run are those of its `/studies`, by their own names:
 * `query.cond`, `query.term`, `filter.overallStatus`, `filter.ids`, `sort`, `fields` …; `pageSize` is 100 unless given.
 *
 * One request at a time, none ahead of the consumer. The total of the first page serves the ETA alone; the listing ends where
 * the API names no next page.
 *
 * `text` of a document is the brief summary, `sections` the description and the eligibility criteria. Design, arms, interventions,
 * outcomes, sponsors, eligibility, MeSH terms, dates, the first 100 locations (without their contacts) and publications are structured
 * `metadata`; `raw` holds the study whole. A document holds what the study says; when it was retrieved is in
 * `provenance.retrievedAt` alone, so that runs over the same studies differ in nothing else.
 *
 * @throws {TypeError} If the base URL, a header, an allowed host or the retry policy is invalid.
 * @throws {RangeError} If a limit is out of range.
 * @example
 * ```ts
 * const pipeline = new IngestionPipeline({ adapters: [clinicalTrials()] });
 * for await (const study of pipeline.iterResults("clinical-trials", { parameters: { "query.cond": "cystic fibrosis" } })) …
 * ```
 */
export function clinicalTrials({ baseUrl = "https://clinicaltrials.gov/api/v2", ...http }: ClinicalTrialsOptions = {}): Adapter<PageItem, ClinicalTrialsParameters> {
  checkHttpOptions(http);
  const studies = studiesUrl(baseUrl);
  return {
    name: "clinical-trials",
    description: "Studies from ClinicalTrials.gov (API v2)",
    parameters: clinicalTrialsParametersSchema,
    fetch(context) {
      const { query, pageSize, format } = context.parameters;
      const listing = {
        url: withQueryOf(studies, { ...query, pageSize, format }),
        pagination: { kind: "cursor", path: "nextPageToken", param: "pageToken" } as const,
        firstQuery: { countTotal: "true" },
        itemsPath: "studies",
        totalPath: "totalCount",
        idOf: nctIdOf,
        http,
      };
      return readPages(listing, context);
    },
    identify: (item) => nctIdOf(itemValue(item)) ?? itemPlace(item),
    parse: (item) => studyDocument(item),
    describe: ({ page, index }) => ({ page, index }),
    sizeOf: ({ bytes }) => bytes,
  };
}

function studiesUrl(baseUrl: string): URL {
  const url = URL.parse(`${baseUrl.replace(/\/+$/, "")}/studies`);
  if (url !== null && (url.protocol === "http:" || url.protocol === "https:")) return url;
  throw new TypeError(`Cannot read ClinicalTrials.gov: baseUrl must be an http or https URL, received ${JSON.stringify(baseUrl)}`);
}
