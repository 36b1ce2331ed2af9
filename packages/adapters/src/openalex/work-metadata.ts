import { valueAtPath } from "../http/value-at-path.js";
import { shortId } from "./openalex-id.js";
import { arrayAt, pickFields } from "./pick-fields.js";

const FIELDS: Readonly<Record<string, string>> = {
  doi: "doi",
  ids: "ids",
  year: "publication_year",
  date: "publication_date",
  type: "type",
  language: "language",
  venue: "primary_location.source.display_name",
  venueIssn: "primary_location.source.issn_l",
  publisher: "primary_location.source.host_organization_name",
  biblio: "biblio",
  citedByCount: "cited_by_count",
  openAccess: "open_access",
  isRetracted: "is_retracted",
  referencedWorksCount: "referenced_works_count",
};

/**
 * What is said of a work, in one shape for every schema OpenAlex has had: those of 2023 have `concepts` and `host_venue`, later ones
 * `topics` and `keywords` too, the last ones no `concepts` any more.
 */
export function workMetadata(work: unknown): Record<string, unknown> {
  const references = valueAtPath(work, "referenced_works");
  return {
    ...pickFields(work, { venue: "host_venue.display_name" }),
    ...(Array.isArray(references) ? { referencedWorksCount: references.length } : {}),
    ...pickFields(work, FIELDS),
    ...present("authors", arrayAt(work, "authorships").map(authorOf)),
    ...present("topics", arrayAt(work, "topics").map(subjectOf)),
    ...present("keywords", arrayAt(work, "keywords").map(keywordOf).filter((keyword) => keyword !== null)),
    ...present("concepts", arrayAt(work, "concepts").map(subjectOf)),
  };
}

function authorOf(authorship: unknown): Record<string, unknown> {
  const institutions = arrayAt(authorship, "institutions").map((institution) => valueAtPath(institution, "display_name"));
  const affiliations = arrayAt(authorship, "raw_affiliation_strings");
  return {
    ...pickFields(authorship, { name: "raw_author_name" }),
    ...pickFields(authorship, { name: "author.display_name", orcid: "author.orcid", position: "author_position" }),
    ...withId(valueAtPath(authorship, "author.id")),
    ...present("institutions", institutions.filter((name) => typeof name === "string")),
    ...present("affiliations", affiliations.filter((name) => typeof name === "string")),
  };
}

function subjectOf(subject: unknown): Record<string, unknown> {
  return { ...withId(valueAtPath(subject, "id")), ...pickFields(subject, { name: "display_name", score: "score", level: "level", field: "field.display_name" }) };
}

/** A keyword has been an object with `keyword`, then one with `display_name`. */
function keywordOf(keyword: unknown): string | null {
  const name = valueAtPath(keyword, "display_name") ?? valueAtPath(keyword, "keyword");
  return typeof name === "string" ? name : null;
}

function withId(id: unknown): { readonly id?: string } {
  const short = shortId(id);
  return short === null ? {} : { id: short };
}

function present(name: string, values: readonly unknown[]): Record<string, unknown> {
  return values.length === 0 ? {} : { [name]: values };
}
