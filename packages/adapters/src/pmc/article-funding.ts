import { inlineText } from "./inline-text.js";
import { childrenOf, descendantsOf, elementsOf, type JatsElement } from "./jats-element.js";

/** Who paid for one part of the work. */
export interface ArticleAward {
  readonly funder?: string;
  /** An identifier of the funder, such as one of the Funder Registry. */
  readonly funderId?: string;
  readonly awards?: readonly string[];
}

/** Who paid for the work, as far as the article says. */
export interface ArticleFunding {
  readonly statement?: string;
  readonly sources?: readonly ArticleAward[];
}

/** What the metadata of an article says of its funding. */
export function articleFunding(meta: JatsElement | undefined): ArticleFunding {
  const groups = childrenOf(meta, "funding-group");
  const statement = groups.flatMap((group) => childrenOf(group, "funding-statement")).map(inlineText).filter((text) => text !== "").join("\n\n");
  const sources = groups.flatMap((group) => childrenOf(group, "award-group")).map(awardOf).filter((award) => Object.keys(award).length > 0);
  return { ...(statement === "" ? {} : { statement }), ...(sources.length === 0 ? {} : { sources }) };
}

function awardOf(group: JatsElement): ArticleAward {
  const sources = childrenOf(group, "funding-source");
  const funder = sources.map(funderName).filter((name) => name !== "").join(", ");
  const funderId = inlineText(sources.flatMap((source) => descendantsOf(source, "institution-id"))[0]);
  const awards = childrenOf(group, "award-id").map(inlineText).filter((id) => id !== "");
  return { ...(funder === "" ? {} : { funder }), ...(funderId === "" ? {} : { funderId }), ...(awards.length === 0 ? {} : { awards }) };
}

function funderName(source: JatsElement): string {
  const names = elementsOf(source).flatMap((part) => (part.name === "institution-wrap" ? childrenOf(part, "institution") : part.name === "institution" ? [part] : []));
  return names.length === 0 ? inlineText(source) : names.map(inlineText).join(", ");
}
