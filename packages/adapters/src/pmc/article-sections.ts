import { textsOf } from "./block-texts.js";
import { inlineText } from "./inline-text.js";
import { attributeOf, childrenOf, elementAt, type JatsElement, type JatsNode } from "./jats-element.js";

/** A part of an article: the path of its titles, joined by ` > `, and its paragraphs, separated by blank lines. */
export interface ArticleSection {
  readonly title: string | null;
  readonly text: string;
}

const BACK_TITLES: Readonly<Record<string, string>> = {
  ack: "Acknowledgments",
  app: "Appendix",
  bio: "Biography",
  glossary: "Glossary",
  notes: "Notes",
  "fn-group": "Footnotes",
};

/**
 * The whole text of an article in reading order, but for its main abstract and its references: further abstracts, body, back matter,
 * figures that float, and then what belongs to it, such as letters and answers of the review.
 */
export function articleSections(article: JatsElement, mainAbstract: JatsElement | undefined): ArticleSection[] {
  const meta = elementAt(article, "front", "article-meta") ?? elementAt(article, "front-stub");
  const abstracts = childrenOf(meta, "abstract", "trans-abstract").filter((abstract) => abstract !== mainAbstract);
  const sections = [
    ...abstracts.flatMap((abstract) => sectionsOf(abstract, [titleOf(abstract) ?? abstractTitle(abstract)])),
    ...childrenOf(article, "body").flatMap((body) => sectionsOf(body, [])),
    ...childrenOf(article, "back").flatMap(backSections),
    ...childrenOf(article, "floats-group", "floats-wrap").flatMap((floats) => sectionsOf(floats, ["Figures and tables"])),
    ...childrenOf(article, "sub-article", "response").flatMap(subArticleSections),
  ];
  return sections.filter(({ title, text }) => title !== null || text !== "");
}

/** Runs of paragraphs are a section, each `sec` begins another. */
function sectionsOf(element: JatsElement, path: readonly string[]): ArticleSection[] {
  const title = path.length === 0 ? null : path.join(" > ");
  const sections: ArticleSection[] = [];
  let run: JatsNode[] = [];
  const endRun = (): void => {
    const text = textsOf(run).join("\n\n");
    if (text !== "") sections.push({ title, text });
    run = [];
  };
  for (const node of element.children) {
    if (typeof node === "string" || !isSection(node)) {
      if (typeof node === "string" || !isHeading(node)) run.push(node);
      continue;
    }
    endRun();
    const inner = titleOf(node);
    sections.push(...sectionsOf(node, inner === null ? path : [...path, inner]));
  }
  endRun();
  return sections.length === 0 && title !== null && element.name === "sec" ? [{ title, text: "" }] : sections;
}

function isSection({ name }: JatsElement): boolean {
  return name === "sec" || name === "app";
}

function isHeading({ name }: JatsElement): boolean {
  return name === "title" || name === "label" || name === "front-stub";
}

function backSections(back: JatsElement): ArticleSection[] {
  return childrenOf(back, "ack", "app-group", "app", "sec", "bio", "fn-group", "glossary", "notes").flatMap((part) => {
    const title = titleOf(part) ?? BACK_TITLES[part.name];
    return sectionsOf(part, title === undefined ? [] : [title]);
  });
}

function subArticleSections(sub: JatsElement): ArticleSection[] {
  const front = elementAt(sub, "front-stub") ?? elementAt(sub, "front", "article-meta");
  const title = inlineText(elementAt(front, "title-group", "article-title")) || (attributeOf(sub, "article-type") ?? sub.name);
  const inside = articleSections(sub, undefined);
  return inside.map((section) => ({ ...section, title: section.title === null ? title : `${title} > ${section.title}` }));
}

function titleOf(element: JatsElement): string | null {
  const parts = [inlineText(elementAt(element, "label")), inlineText(elementAt(element, "title"))].filter((part) => part !== "");
  return parts.length === 0 ? null : parts.join(" ");
}

function abstractTitle(abstract: JatsElement): string {
  const type = attributeOf(abstract, "abstract-type") ?? attributeOf(abstract, "lang");
  return type === undefined ? "Abstract" : `Abstract (${type})`;
}
