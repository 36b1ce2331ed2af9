import { elementsOf, type JatsElement, type JatsNode } from "./jats-element.js";

/** Stand between what they relate or join, with spaces. */
const INFIX = /^(?:[=<>≤≥≠≈≃≅≡∼∝∈∉∋⊂⊆⊃⊇∪∩∧∨→←↔⇒⇔↦⟶:|∣×⋅·÷±∓+−-]|:=|\|\|)$/u;

/** Operators that are heard and not seen. */
const INVISIBLE = /[\u2061-\u2064]/g;

/** The combining characters that stand for what is set above a letter. */
const ACCENTS = new Map(Object.entries({ "¯": "\u0304", "‾": "\u0304", "-": "\u0304", "^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "˙": "\u0307", ".": "\u0307", "¨": "\u0308", "→": "\u20d7", "⃗": "\u20d7" }));

const PRIMES = /^[′″‴'*†]{1,4}$/;

const SCRIPTED: ReadonlySet<string> = new Set(["mfrac", "msub", "msup", "msubsup", "munder", "munderover"]);

const TOKENS: ReadonlySet<string> = new Set(["mi", "mn", "mo", "ms", "mtext"]);
const UNSEEN: ReadonlySet<string> = new Set(["annotation", "annotation-xml", "mphantom", "none", "mprescripts"]);

const MAX_CHARS = 20_000;

/**
 * A formula in MathML on one line, the way it is typed: `(a + b)/2`, `x_i^2`, `√(x)`. White space between elements, which means
 * nothing there, is left out. Beyond 20,000 characters, which no formula has, it is the characters as they come.
 */
export function mathText(math: JatsElement): string {
  const plain = plainText(math);
  return (plain.length > MAX_CHARS ? plain : rowText(math)).replace(/\s+/g, " ").trim();
}

function plainText({ children }: JatsElement): string {
  return children.map((child) => (typeof child === "string" ? child : UNSEEN.has(child.name) ? "" : plainText(child))).join("");
}

type Writer = (parts: readonly string[], element: JatsElement) => string;

const WRITERS: Readonly<Record<string, Writer>> = {
  mfrac: ([above = "", below = ""]) => `${group(above)}/${group(below)}`,
  msup: ([base = "", above = ""]) => (PRIMES.test(above) ? `${group(base)}${above}` : `${group(base)}^${group(above)}`),
  msub: ([base = "", below = ""]) => `${group(base)}_${group(below)}`,
  msubsup: ([base = "", below = "", above = ""]) => `${group(base)}_${group(below)}^${group(above)}`,
  munder: ([base = "", below = ""]) => `${group(base)}_${group(below)}`,
  mover: ([base = "", above = ""]) => accented(base, above) ?? `${group(base)}^${group(above)}`,
  munderover: ([base = "", below = "", above = ""]) => `${group(base)}_${group(below)}^${group(above)}`,
  mroot: ([base = "", index = ""]) => `${group(index)}√(${base})`,
  mtable: (rows) => rows.join("; "),
  mtr: (cells) => cells.join(" "),
  mlabeledtr: (cells) => cells.join(" "),
  mfenced: (parts, element) => fenced(parts, element),
};

function textOf(element: JatsElement): string {
  const { name } = element;
  if (UNSEEN.has(name)) return "";
  if (TOKENS.has(name)) return tokenText(element);
  if (name === "mspace" || name === "maligngroup") return " ";
  if (name === "msqrt") return `√(${rowText(element).trim()})`;
  const write = Object.hasOwn(WRITERS, name) ? WRITERS[name] : undefined;
  return write === undefined ? rowText(element) : write(elementsOf(element).map((part) => textOf(part).trim()), element);
}

function tokenText({ children }: JatsElement): string {
  return children.map((child) => (typeof child === "string" ? child : textOf(child))).join("").replace(INVISIBLE, "").replace(/\s+/g, " ").trim();
}

/** What stands side by side: words apart from each other, and operators from what they join. */
function rowText(row: JatsElement): string {
  let text = "";
  let last: JatsNode | null = null;
  for (const node of row.children) {
    const part = typeof node === "string" ? node.trim() : textOf(node);
    if (part === "") continue;
    const before = text.slice(-2); // one character, of whatever plane
    if (last !== null && isInfix(node, part) && !/[([{,|∣\s]$/u.test(before)) text += ` ${part} `;
    else if (last !== null && isApart(last, node) && /[\p{L}\p{N})]$/u.test(before) && /^[\p{L}\p{N}]/u.test(part)) text += ` ${part}`;
    else text += part === "," || part === ";" ? `${part} ` : part;
    last = node;
  }
  return text;
}

function isInfix(node: JatsNode, text: string): boolean {
  return typeof node !== "string" && node.name === "mo" && INFIX.test(text);
}

function isApart(left: JatsNode, right: JatsNode): boolean {
  if (typeof left !== "string" && SCRIPTED.has(left.name)) return true;
  return [left, right].some((node) => typeof node === "string" || node.name === "mtext" || (node.name === "mi" && tokenText(node).length > 1));
}

function fenced(parts: readonly string[], { attributes }: JatsElement): string {
  const separators = Array.from((attributes.get("separators") ?? ",").replace(/\s/g, ""));
  const inside = parts.map((part, index) => (index === 0 ? part : `${separatorAt(separators, index - 1)}${part}`)).join("");
  return `${attributes.get("open") ?? "("}${inside}${attributes.get("close") ?? ")"}`;
}

/** The last separator stands for all that are missing. */
function separatorAt(separators: readonly string[], index: number): string {
  const separator = separators[Math.min(index, separators.length - 1)];
  return separator === undefined ? " " : `${separator} `;
}

function accented(base: string, above: string): string | null {
  const accent = ACCENTS.get(above);
  return accent === undefined || Array.from(base).length !== 1 ? null : `${base}${accent}`.normalize("NFC");
}

/** In brackets, unless it is one word or number, or has brackets around all of it. */
function group(text: string): string {
  return text.length < 2 || /^[\p{L}\p{M}\p{N}.∑∏∫′*∞]{1,40}$/u.test(text) || isBracketed(text) ? text : `(${text})`;
}

function isBracketed(text: string): boolean {
  const start = text.startsWith("√(") ? 1 : 0;
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === "(") depth += 1;
    else if (text[at] === ")") depth -= 1;
    if (depth === 0) return at > start && at === text.length - 1;
  }
  return false;
}
