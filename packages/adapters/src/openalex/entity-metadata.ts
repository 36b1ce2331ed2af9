import { pickFields } from "./pick-fields.js";

/** What is said of an author, a source, an institution or any other entity that is no work. */
export function entityMetadata(record: unknown): Record<string, unknown> {
  return pickFields(record, {
    ids: "ids",
    orcid: "orcid",
    ror: "ror",
    issn: "issn",
    type: "type",
    countryCode: "country_code",
    homepageUrl: "homepage_url",
    alternativeNames: "display_name_alternatives",
    keywords: "keywords",
    field: "field.display_name",
    domain: "domain.display_name",
    worksCount: "works_count",
    citedByCount: "cited_by_count",
    summaryStats: "summary_stats",
  });
}
