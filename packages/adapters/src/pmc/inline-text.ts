import type { JatsElement, JatsNode } from "./jats-element.js";
import { mathText } from "./math-text.js";
import { raisedText } from "./raised-text.js";

/** What no reader sees, or sees in another form beside it. */
const UNSEEN: ReadonlySet<string> = new Set(["graphic", "inline-graphic", "media", "object-id", "alt-text", "long-desc", "annotation", "annotation-xml", "permissions"]);

/** Elements whose parts are words of their own, also where nothing stands between them. */
const SPACED: ReadonlySet<string> = new Set(["name", "string-name", "break", "person-group", "aff", "institution-wrap", "award-group"]);

/** Elements that stand apart from what is around them, wherever they turn up in a line. */
const APART: ReadonlySet<string> = new Set(["p", "title", "label", "list-item", "break", "tr", "td", "th", "sec"]);

const BEGIN = "\\begin{document}";

/** The text of an element on one line, with all white space made single spaces. */
export function inlineText(element: JatsElement | undefined): string {
  return element === undefined ? "" : oneLine(rawText(element));
}

/** The text of nodes on one line. */
export function inlineTextOf(nodes: readonly JatsNode[]): string {
  return oneLine(nodes.map(nodeText).join(""));
}

/** The text of an element with its lines as they are, for what is code. */
export function preservedText(element: JatsElement): string {
  return rawText(element).replace(/\r\n?/g, "\n").replace(/^\n+/, "").trimEnd();
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function rawText({ name, children }: JatsElement): string {
  return shown(children).map(nodeText).join(SPACED.has(name) ? " " : "");
}

function nodeText(node: JatsNode): string {
  if (typeof node === "string") return node;
  if (UNSEEN.has(node.name)) return "";
  if (node.name === "math") return mathText(node);
  if (node.name === "sup") return raisedText(rawText(node));
  if (node.name === "tex-math") return texBody(rawText(node));
  return APART.has(node.name) ? ` ${rawText(node)} ` : rawText(node);
}

/** Of a formula that is given in several forms, TeX is read only where there is no other text. */
function shown(children: readonly JatsNode[]): readonly JatsNode[] {
  const hasMath = children.some((child) => typeof child !== "string" && (child.name === "math" || child.name === "textual-form"));
  return hasMath ? children.filter((child) => typeof child === "string" || child.name !== "tex-math") : children;
}

/** Some formulas are whole TeX documents. */
function texBody(tex: string): string {
  const begin = tex.indexOf(BEGIN);
  const end = tex.lastIndexOf("\\end{document}");
  return begin === -1 ? tex : tex.slice(begin + BEGIN.length, end < begin ? tex.length : end);
}
