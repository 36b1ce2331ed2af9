import { inlineText } from "./inline-text.js";
import { attributeOf, childrenOf, type JatsElement } from "./jats-element.js";

/** The ids of an article by their type: `pmc`, `pmid`, `doi`, `publisher-id` … */
export function articleIds(meta: JatsElement | undefined): Readonly<Record<string, string>> {
  const entries = childrenOf(meta, "article-id").map((id) => [attributeOf(id, "pub-id-type") ?? "other", inlineText(id)] as const);
  return Object.fromEntries(entries.filter(([, id]) => id !== "").toReversed()); // the first of a type counts
}

/** The id in the form `PMC7289599`, or `null` for anything that is none. */
export function pmcIdOf(id: string | undefined): string | null {
  const digits = id === undefined || id.length > 32 ? undefined : /^\s*(?:PMC)?(\d{1,12})(?:\.\d{1,4})?\s*$/i.exec(id)?.[1];
  return digits === undefined ? null : `PMC${digits}`;
}

/** The id of a document among the ids of an article: its PMC id, else its DOI, else none. */
export function documentIdOf(ids: Readonly<Record<string, string>>): string | null {
  return pmcIdOf(ids["pmc"]) ?? pmcIdOf(ids["pmcid"]) ?? ids["doi"] ?? null;
}
