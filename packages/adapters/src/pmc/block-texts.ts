import { citationText } from "./citation-text.js";
import { inlineText, inlineTextOf, preservedText } from "./inline-text.js";
import { attributeOf, childrenOf, elementAt, type JatsElement, type JatsNode } from "./jats-element.js";

/** What stands in paragraphs of its own. */
const BLOCKS: ReadonlySet<string> = new Set([
  "p", "title", "subtitle", "list", "list-item", "def-list", "def-item", "disp-quote", "boxed-text", "fig", "fig-group", "table-wrap", "table-wrap-group",
  "disp-formula", "disp-formula-group", "supplementary-material", "media", "verse-group", "verse-line", "speech", "statement", "code", "preformat", "sec",
  "fn", "fn-group", "table-wrap-foot", "attrib", "ack", "app", "bio", "glossary", "notes", "caption", "question", "answer", "chem-struct-wrap",
  "element-citation", "nlm-citation",
]);

/** Floating things: label and caption make one paragraph; what is inside them is told elsewhere or in no text. */
const CAPTIONED: ReadonlySet<string> = new Set(["fig", "table-wrap", "supplementary-material", "media"]);

const UNREAD: ReadonlySet<string> = new Set(["table", "ref-list", "graphic", "object-id", "alt-text", "permissions", "sec-meta", "processing-meta"]);

/** The paragraphs of an element in reading order, each on one line but for code; a label stands before the first of them. */
export function blockTexts(element: JatsElement): string[] {
  const label = inlineText(elementAt(element, "label"));
  if (label === "") return textsOf(element.children);
  return labelled(label, textsOf(element.children.filter((child) => typeof child === "string" || child.name !== "label")));
}

/** The paragraphs of nodes in reading order; text between blocks is a paragraph too. */
export function textsOf(nodes: readonly JatsNode[]): string[] {
  const texts: string[] = [];
  let line: JatsNode[] = [];
  const endLine = (): void => {
    texts.push(inlineTextOf(line));
    line = [];
  };
  for (const node of nodes) {
    if (typeof node === "string" || !(BLOCKS.has(node.name) || UNREAD.has(node.name))) line.push(node);
    else if (!UNREAD.has(node.name)) {
      endLine();
      texts.push(...textsOfBlock(node));
    }
  }
  endLine();
  return texts.filter((text) => text !== "");
}

/** Label and caption of a figure or table on one line. */
export function captionText(element: JatsElement): string {
  const caption = elementAt(element, "caption");
  const parts = [inlineText(elementAt(element, "label")), ...(caption === undefined ? [] : blockTexts(caption))];
  return parts.filter((part) => part !== "").join(" ");
}

function textsOfBlock(block: JatsElement): string[] {
  if (CAPTIONED.has(block.name)) return [captionText(block), ...childrenOf(block, "table-wrap-foot", "p").flatMap(blockTexts)];
  const write = Object.hasOwn(WRITERS, block.name) ? WRITERS[block.name] : undefined;
  return write === undefined ? blockTexts(block) : write(block);
}

const WRITERS: Readonly<Record<string, (block: JatsElement) => string[]>> = {
  "disp-formula": (block) => [inlineText(block)],
  "def-item": (block) => [[elementAt(block, "term"), elementAt(block, "def")].map(inlineText).filter((part) => part !== "").join(": ")],
  speech: (block) => [inlineText(block)],
  code: (block) => [preservedText(block)],
  preformat: (block) => [preservedText(block)],
  "element-citation": (block) => [citationWithIds(block)],
  "nlm-citation": (block) => [citationWithIds(block)],
  list: (block) => listTexts(block),
};

/** The items of a list that counts them say which they are, unless they do so themselves. */
function listTexts(list: JatsElement): string[] {
  const counts = ["order", "ordered"].includes(attributeOf(list, "list-type") ?? "");
  let number = 0;
  return list.children.flatMap((child) => {
    if (typeof child === "string" || child.name !== "list-item") return textsOf([child]);
    number += 1;
    const texts = blockTexts(child);
    return counts && elementAt(child, "label") === undefined ? labelled(`${number}.`, texts) : texts;
  });
}

/** Here nothing else tells what a data set is found by. */
function citationWithIds(citation: JatsElement): string {
  return [citationText(citation), ...childrenOf(citation, "pub-id").map(inlineText)].filter((part) => part !== "").join(". ");
}

function labelled(label: string, [first, ...others]: readonly string[]): string[] {
  return first === undefined ? [label] : [`${label} ${first}`, ...others];
}
