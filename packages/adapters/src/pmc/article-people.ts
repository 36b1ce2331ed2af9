import { inlineText, inlineTextOf } from "./inline-text.js";
import { attributeOf, childrenOf, descendantsOf, elementAt, elementsOf, type JatsElement } from "./jats-element.js";

/** One author or editor, a person or a group. */
export interface ArticleAuthor {
  readonly name: string;
  readonly orcid?: string;
  readonly email?: string;
  readonly affiliations?: readonly string[];
  readonly isCorresponding?: true;
}

/** The authors in their order, each with the affiliations that are referred to. */
export function articleAuthors(meta: JatsElement | undefined): ArticleAuthor[] {
  return contributors(meta, (type) => type === "author");
}

/** The editors of an article, in the same form. */
export function articleEditors(meta: JatsElement | undefined): ArticleAuthor[] {
  return contributors(meta, (type) => /editor/i.test(type));
}

function contributors(meta: JatsElement | undefined, isMeant: (type: string) => boolean): ArticleAuthor[] {
  const affiliations = new Map(descendantsOf(meta, "aff").map((aff) => [attributeOf(aff, "id") ?? "", affiliationText(aff)] as const));
  const groups = childrenOf(meta, "contrib-group");
  return groups.flatMap((group) => childrenOf(group, "contrib").filter((contrib) => isMeant(attributeOf(contrib, "contrib-type") ?? "author")).map((contrib) => authorOf(contrib, group, affiliations)));
}

/** A person's name in the order in which it is spoken. */
export function personName(name: JatsElement): string {
  const given = inlineText(elementAt(name, "given-names"));
  const surname = inlineText(elementAt(name, "surname"));
  const parts = [inlineText(elementAt(name, "prefix")), given, surname, inlineText(elementAt(name, "suffix"))].filter((part) => part !== "");
  return parts.length === 0 ? inlineText(name) : parts.join(" ");
}

function authorOf(contrib: JatsElement, group: JatsElement, known: ReadonlyMap<string, string>): ArticleAuthor {
  const orcid = childrenOf(contrib, "contrib-id").find((id) => attributeOf(id, "contrib-id-type") === "orcid");
  const email = inlineText(elementAt(contrib, "email") ?? elementAt(contrib, "address", "email"));
  const affiliations = affiliationsOf(contrib, group, known).filter((text) => text !== "");
  return {
    name: nameOf(contrib),
    ...(orcid === undefined ? {} : { orcid: inlineText(orcid) }),
    ...(email === "" ? {} : { email }),
    ...(affiliations.length === 0 ? {} : { affiliations }),
    ...(attributeOf(contrib, "corresp") === "yes" ? { isCorresponding: true } : {}),
  };
}

function nameOf(contrib: JatsElement): string {
  const [name] = descendantsOf(contrib, "name", "string-name");
  const collab = elementAt(contrib, "collab");
  if (name !== undefined && collab === undefined) return personName(name);
  if (collab === undefined) return elementAt(contrib, "anonymous") === undefined ? inlineText(contrib) : "Anonymous";
  return inlineTextOf(collab.children.filter((child) => typeof child === "string" || child.name !== "contrib-group"));
}

function affiliationsOf(contrib: JatsElement, group: JatsElement, known: ReadonlyMap<string, string>): string[] {
  const inside = childrenOf(contrib, "aff").map(affiliationText);
  const ids = childrenOf(contrib, "xref").filter((xref) => attributeOf(xref, "ref-type") === "aff").flatMap((xref) => (attributeOf(xref, "rid") ?? "").split(/\s+/));
  if (ids.length > 0 || inside.length > 0) return [...inside, ...ids.map((id) => known.get(id) ?? "")];
  const shared = childrenOf(group, "aff");
  return shared.length === 1 ? shared.map(affiliationText) : [];
}

/** Parts that nothing separates are separated by commas; the mark that authors refer to is left out. */
function affiliationText(aff: JatsElement): string {
  const nodes = aff.children.filter((child) => typeof child === "string" || !["label", "sup", "fn"].includes(child.name));
  if (nodes.some((node) => typeof node === "string" && node.trim() !== "")) return inlineTextOf(nodes);
  return elementsOf({ ...aff, children: nodes }).map(inlineText).filter((part) => part !== "").join(", ");
}
