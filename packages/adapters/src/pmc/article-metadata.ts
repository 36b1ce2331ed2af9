import { articleDates, publicationDate } from "./article-dates.js";
import { articleIds, pmcIdOf } from "./article-ids.js";
import { articleFigures } from "./article-figures.js";
import { articleFunding } from "./article-funding.js";
import { articleLicence } from "./article-licence.js";
import { articleNotes } from "./article-notes.js";
import { articleAuthors, articleEditors } from "./article-people.js";
import { articleReferences, doiIn } from "./article-references.js";
import { articleTables } from "./article-tables.js";
import { inlineText } from "./inline-text.js";
import { attributeOf, childrenOf, descendantsOf, elementAt, type JatsElement } from "./jats-element.js";

/** What an article says of itself, in a fixed shape; what it does not say is left out. */
export function articleMetadata(article: JatsElement): Record<string, unknown> {
  const meta = elementAt(article, "front", "article-meta");
  const ids = articleIds(meta);
  const dates = articleDates(meta);
  const references = articleReferences(article);
  const tables = articleTables(article);
  const figures = articleFigures(article);
  const all: Record<string, unknown> = {
    articleType: attributeOf(article, "article-type"),
    language: attributeOf(article, "lang"),
    ids: { ...ids, ...(pmcIdOf(ids["pmc"] ?? ids["pmcid"]) === null ? {} : { pmc: pmcIdOf(ids["pmc"] ?? ids["pmcid"]) }) },
    doi: ids["doi"],
    pmid: ids["pmid"],
    journal: journalOf(article),
    volume: inlineText(elementAt(meta, "volume")),
    issue: inlineText(elementAt(meta, "issue")),
    pages: pagesOf(meta),
    publicationDate: publicationDate(dates),
    dates,
    authors: articleAuthors(meta),
    editors: articleEditors(meta),
    subjects: childrenOf(meta, "article-categories").flatMap((part) => descendantsOf(part, "subject")).map(inlineText),
    keywords: childrenOf(meta, "kwd-group").flatMap((group) => descendantsOf(group, "kwd")).map(inlineText),
    licence: articleLicence(meta),
    funding: articleFunding(meta),
    notes: articleNotes(article),
    relatedArticles: childrenOf(meta, "related-article", "related-object").map(relatedOf),
    references,
    tables,
    figures,
    counts: { references: references.length, tables: tables.length, figures: figures.length },
    hasFullText: elementAt(article, "body") !== undefined,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => isSaid(value)));
}

function journalOf(article: JatsElement): Record<string, string> {
  const meta = elementAt(article, "front", "journal-meta");
  const found = {
    title: inlineText(descendantsOf(meta, "journal-title")[0]),
    abbreviation: inlineText(childrenOf(meta, "journal-id").find((id) => ["nlm-ta", "iso-abbrev"].includes(attributeOf(id, "journal-id-type") ?? ""))),
    issn: inlineText(descendantsOf(meta, "issn-l", "issn")[0]),
    publisher: inlineText(descendantsOf(meta, "publisher-name")[0]),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== ""));
}

function pagesOf(meta: JatsElement | undefined): string {
  const pages = childrenOf(meta, "fpage", "lpage").map(inlineText).filter((page) => page !== "");
  return pages.length === 0 ? inlineText(elementAt(meta, "elocation-id")) : [...new Set(pages)].join("-");
}

/** A correction names what it corrects, a retraction what it retracts, and the other way round. */
function relatedOf(related: JatsElement): Record<string, string> {
  const target = attributeOf(related, "href");
  const found = { type: attributeOf(related, "related-article-type") ?? attributeOf(related, "link-type"), target, doi: doiIn(target ?? ""), text: inlineText(related) };
  return Object.fromEntries(Object.entries(found).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ""));
}

function isSaid(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return false;
  return typeof value !== "object" || Object.keys(value).length > 0;
}
