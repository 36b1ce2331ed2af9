import { inlineText, inlineTextOf } from "./inline-text.js";
import { childrenOf, elementAt, type JatsElement, type JatsNode } from "./jats-element.js";

/** What stands in paragraphs of its own. */
const BLOCKS: ReadonlySet<string> = new Set([
  "p", "title", "subtitle", "list", "list-item", "def-list", "def-item", "disp-quote", "boxed-text", "fig", "fig-group", "table-wrap", "table-wrap-group",
  "disp-formula", "disp-formula-group", "supplementary-material", "media", "verse-group", "verse-line", "speech", "statement", "code", "preformat", "sec",
  "fn", "fn-group", "table-wrap-foot", "attrib", "ack", "app", "bio", "glossary", "notes", "caption", "question", "answer", "chem-struct-wrap",
]);

/** Floating things: label and caption make one paragraph; what is inside them is told elsewhere or in no text. */
const CAPTIONED: ReadonlySet<string> = new Set(["fig", "table-wrap", "supplementary-material", "media"]);

const UNREAD: ReadonlySet<string> = new Set(["table", "ref-list", "graphic", "object-id", "alt-text", "permissions", "sec-meta", "processing-meta"]);

/** The paragraphs of an element in reading order, each on one line. */
export function blockTexts(element: JatsElement): string[] {
  return textsOf(element.children);
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
  if (block.name === "disp-formula") return [inlineText(block)];
  if (block.name === "def-item") return [pairText(elementAt(block, "term"), elementAt(block, "def"))];
  if (block.name === "speech") return [inlineText(block)];
  return blockTexts(block);
}

function pairText(term: JatsElement | undefined, definition: JatsElement | undefined): string {
  return [inlineText(term), inlineText(definition)].filter((part) => part !== "").join(": ");
}
