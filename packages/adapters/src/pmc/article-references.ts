import { citationText } from "./citation-text.js";
import { inlineText } from "./inline-text.js";
import { attributeOf, childrenOf, descendantsOf, elementAt, type JatsElement } from "./jats-element.js";

/** One entry of the list of references; what an entry does not say is left out. */
export interface ArticleReference {
  readonly id?: string;
  readonly label?: string;
  readonly text: string;
  readonly doi?: string;
  readonly pmid?: string;
  readonly title?: string;
  readonly source?: string;
  readonly year?: string;
}

const DOI = /(?:^|[\s/:(])(10\.\d{4,9}\/[^\s"<>]{1,400})/;

/** The references in their order, of every list. */
export function articleReferences(article: JatsElement): ArticleReference[] {
  const lists = [...childrenOf(article, "back"), ...childrenOf(article, "body")].flatMap((part) => descendantsOf(part, "ref-list"));
  return lists.flatMap((list) => descendantsOf(list, "ref")).map(referenceOf);
}

/** The DOI that a text or link names, or `undefined`. Only the first 2,000 characters are looked at. */
export function doiIn(text: string): string | undefined {
  return DOI.exec(text.slice(0, 2_000))?.[1]?.replace(/[.,;)\]]{1,9}$/, "");
}

function referenceOf(ref: JatsElement): ArticleReference {
  const citations = descendantsOf(ref, "element-citation", "mixed-citation", "citation", "nlm-citation");
  const first = citations[0];
  const found = {
    id: attributeOf(ref, "id"),
    label: inlineText(elementAt(ref, "label")),
    doi: pubId(citations, "doi") ?? linkedDoi(citations),
    pmid: pubId(citations, "pmid"),
    title: inlineText(descendantsOf(first, "article-title", "chapter-title", "data-title")[0]),
    source: inlineText(descendantsOf(first, "source")[0]),
    year: inlineText(descendantsOf(first, "year")[0]),
  };
  const text = citationForms(ref, citations).map(citationText).filter((part) => part !== "").join(" ");
  return { ...Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined && value !== "")), text };
}

/** Of citations that say the same in different forms, the first. */
function citationForms(ref: JatsElement, citations: readonly JatsElement[]): readonly JatsElement[] {
  if (citations.length === 0) return childrenOf(ref, "note");
  return elementAt(ref, "citation-alternatives") === undefined ? citations : citations.slice(0, 1);
}

function pubId(citations: readonly JatsElement[], type: string): string | undefined {
  const ids = citations.flatMap((citation) => descendantsOf(citation, "pub-id"));
  const text = inlineText(ids.find((id) => attributeOf(id, "pub-id-type") === type));
  return text === "" ? undefined : type === "doi" ? (doiIn(text) ?? text) : text;
}

function linkedDoi(citations: readonly JatsElement[]): string | undefined {
  const links = citations.flatMap((citation) => descendantsOf(citation, "ext-link", "uri"));
  const targets = links.map((link) => attributeOf(link, "href") ?? inlineText(link));
  const texts = citations.flatMap((citation) => descendantsOf(citation, "comment")).map(inlineText);
  return [...targets.filter((target) => /doi/i.test(target)), ...texts].map(doiIn).find((doi) => doi !== undefined);
}
