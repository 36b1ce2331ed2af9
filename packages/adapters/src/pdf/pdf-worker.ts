import { parentPort } from "node:worker_threads";
import type * as Unpdf from "unpdf";
import type { OutlineEntry, PdfAnswer, PdfContent, PdfFailure, PdfJob } from "./pdf-messages.js";

// Runs in a thread of its own, so it imports nothing of this package: tests start it as it stands.

type Library = Awaited<ReturnType<typeof Unpdf.getResolvedPDFJS>>;
type Outline = Awaited<ReturnType<PdfDocument["getOutline"]>>; // null where there is none, whatever the library says
type TextItem = Extract<Awaited<ReturnType<PdfPage["getTextContent"]>>["items"][number], { readonly str: string }>;
type PdfPage = Awaited<ReturnType<PdfDocument["getPage"]>>;
type PdfDocument = Awaited<ReturnType<Library["getDocument"]>["promise"]>;

const LETTER = /\p{L}/u;
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const LEFT_TO_RIGHT = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u;

const MAX_WARNINGS = 10;
const MAX_OUTLINE = 1_000;

/** Control characters but for tabs and line ends, halves of pairs, the replacement character and what is no character. */
const UNREADABLE = /[^\P{Cc}\t\n]|[\p{Cs}\p{Noncharacter_Code_Point}\uFFFD]/gu;

/** Where XMP says what we look for; the first one that does counts. */
const XMP_NAMES: Readonly<Record<string, readonly string[]>> = {
  title: ["dc:title"],
  author: ["dc:creator"],
  language: ["dc:language"],
  license: ["xmprights:webstatement", "cc:license", "prism:copyright", "dc:rights"],
  doi: ["prism:doi", "pdfx:doi", "crossmark:doi"],
};

const warnings = new Set<string>();

for (const name of ["fetch", "XMLHttpRequest", "WebSocket", "EventSource"]) Reflect.deleteProperty(globalThis, name); // a PDF never reaches the network
for (const level of ["log", "info", "warn", "error"] as const) console[level] = (...said: unknown[]) => note(said.map(String).join(" "));

function note(said: string): void {
  if (warnings.size < MAX_WARNINGS && !said.includes("standardFontDataUrl")) warnings.add(said.replace(/^Warning: /, "").slice(0, 300)); // fonts are not drawn
}

/** Carries a failure out of the extraction. */
class Failed extends Error {
  readonly kind: PdfFailure["kind"];

  constructor(kind: PdfFailure["kind"], message: string) {
    super(message);
    this.kind = kind;
  }
}

parentPort?.on("message", (job: PdfJob) => {
  void answer(job).then((message) => parentPort?.postMessage(message));
});

async function answer(job: PdfJob): Promise<PdfAnswer> {
  warnings.clear();
  try {
    return { content: await extract(job) };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

async function extract({ bytes, password, maxPages, maxTextChars }: PdfJob): Promise<PdfContent> {
  const { getDocument } = await library();
  const task = getDocument({
    data: bytes,
    ...(password !== undefined && { password }),
    stopAtErrors: true, // rather an error than half of a page
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
    enableXfa: false,
    maxImageSize: 0,
  });
  try {
    const document = await task.promise;
    if (document.numPages > maxPages) throw new Failed("too-many-pages", `expected at most ${maxPages} pages (maxPages), received ${document.numPages}`);
    const text = await readPages(document, maxTextChars);
    const { info, metadata } = await document.getMetadata();
    return { ...text, info: plain(info), xmp: xmpOf(metadata), outline: await readOutline(document), warnings: [...warnings] };
  } finally {
    await task.destroy();
  }
}

async function library(): Promise<Library> {
  try {
    return await (await import("unpdf")).getResolvedPDFJS();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND") throw new Failed("missing-library", error.message);
    throw error;
  }
}

async function readPages(document: PdfDocument, maxTextChars: number): Promise<Pick<PdfContent, "pages" | "rightToLeftChars" | "chars" | "unreadableChars">> {
  const pages: string[] = [];
  let unreadableChars = 0;
  let rightToLeftChars = 0;
  let chars = 0;
  let length = 0;
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    let text = "";
    let line: TextItem[] = [];
    for (const item of items) {
      if (!("str" in item)) continue;
      line.push(item);
      length += item.str.length;
      if (length > maxTextChars) throw new Failed("too-much-text", `expected at most ${maxTextChars} characters of text (maxTextChars), received more`);
      if (LETTER.test(item.str)) {
        chars += item.str.length;
        if (item.dir === "rtl") rightToLeftChars += item.str.length;
      }
      if (!item.hasEOL) continue;
      text += `${lineText(line)}\n`;
      line = [];
    }
    text += lineText(line);
    const readable = text.replace(UNREADABLE, "");
    unreadableChars += text.length - readable.length;
    pages.push(readable.trim());
    page.cleanup();
  }
  return { pages, rightToLeftChars, chars, unreadableChars };
}

/** A piece of a line, and where it stands. */
interface Piece {
  readonly text: string;
  readonly isRightToLeft: boolean;
  readonly left: number;
  readonly right: number;
  readonly size: number;
}

/**
 * The text of a line. The library puts right what is drawn in one piece; where a line written from right to left is drawn in several, their
 * places say how they follow each other. Lines without any such piece, turned ones, and pieces of both directions stay as they are.
 */
function lineText(items: readonly TextItem[]): string {
  const written = items.map(({ str }) => str).join("");
  if (items.length < 2 || !RIGHT_TO_LEFT.test(written)) return written;
  const pieces = items.filter(({ str }) => str.trim() !== "").map(pieceOf);
  if (pieces.some((piece) => piece === null || (RIGHT_TO_LEFT.test(piece.text) && LEFT_TO_RIGHT.test(piece.text)))) return written;
  return joined(inReadingOrder(pieces.filter((piece) => piece !== null)));
}

/** `null` for a piece that is not level. */
function pieceOf({ str, transform, width }: TextItem): Piece | null {
  const [a, b, c, , x, y] = transform as readonly unknown[];
  if (typeof a !== "number" || typeof x !== "number" || typeof y !== "number" || b !== 0 || c !== 0 || a <= 0) return null;
  return { text: str.trim(), isRightToLeft: RIGHT_TO_LEFT.test(str), left: x, right: x + width, size: a };
}

/** Runs against the direction of the line are turned round: numbers and foreign words in a line from right to left, and the reverse. */
function inReadingOrder(pieces: readonly Piece[]): Piece[] {
  const lengthOf = (isRightToLeft: boolean): number => pieces.filter((piece) => LETTER.test(piece.text) && piece.isRightToLeft === isRightToLeft).reduce((sum, { text }) => sum + text.length, 0);
  const isLineRightToLeft = lengthOf(true) >= lengthOf(false);
  const sorted = [...pieces].sort((one, other) => (isLineRightToLeft ? other.right - one.right : one.left - other.left));
  const ordered: Piece[] = [];
  for (let at = 0; at < sorted.length; ) {
    let end = at + 1;
    const isAgainst = sorted[at]?.isRightToLeft !== isLineRightToLeft;
    while (isAgainst && end < sorted.length && sorted[end]?.isRightToLeft !== isLineRightToLeft) end += 1;
    ordered.push(...sorted.slice(at, end).reverse());
    at = end;
  }
  return ordered;
}

/** Pieces that do not touch are words. */
function joined(pieces: readonly Piece[]): string {
  let text = "";
  let last: Piece | null = null;
  for (const piece of pieces) {
    const gap = last === null ? 0 : Math.max(piece.left - last.right, last.left - piece.right);
    text += gap > piece.size * 0.15 ? ` ${piece.text}` : piece.text;
    last = piece;
  }
  return text;
}

async function readOutline(document: PdfDocument): Promise<OutlineEntry[]> {
  const entries: OutlineEntry[] = [];
  const open = (((await document.getOutline()) as Outline | null) ?? []).map((node) => ({ node, depth: 0 })).reverse();
  for (let next = open.pop(); next !== undefined && entries.length < MAX_OUTLINE; next = open.pop()) {
    const { node, depth } = next;
    entries.push({ title: node.title, depth });
    open.push(...node.items.map((item) => ({ node: item as typeof node, depth: depth + 1 })).reverse());
  }
  return entries;
}

/** What of the information dictionary is plain; `Custom` entries come with the others. */
function plain(info: object): PdfContent["info"] {
  const { Custom: custom, ...rest } = info as Readonly<Record<string, unknown>>;
  const entries = Object.entries({ ...(typeof custom === "object" ? custom : {}), ...rest }).slice(0, 100);
  const kept = entries.flatMap(([name, value]): [string, string | number | boolean][] => {
    if (typeof value === "string") return [[name, value.replaceAll("\0", "").trim().slice(0, 10_000)]];
    return typeof value === "number" || typeof value === "boolean" ? [[name, value]] : [];
  });
  return Object.fromEntries(kept);
}

interface Xmp {
  get: (name: string) => unknown;
}

/** What the library makes of XMP is a text or a list of them, by lower-case names; `null` without XMP, whatever the library says. */
function xmpOf(metadata: unknown): PdfContent["xmp"] {
  const xmp = metadata as Xmp | null;
  if (typeof xmp?.get !== "function") return {};
  const found = Object.entries(XMP_NAMES).map(([name, names]) => [name, names.map((one) => xmpText(xmp.get(one))).find((text) => text !== "")] as const);
  return Object.fromEntries(found.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function xmpText(value: unknown): string {
  const text = Array.isArray(value) ? value.filter((one) => typeof one === "string").join(", ") : typeof value === "string" ? value : "";
  return text.replace(UNREADABLE, "").trim().slice(0, 10_000);
}

function failureOf(error: unknown): PdfFailure {
  if (error instanceof Failed) return { kind: error.kind, message: error.message };
  const { name, message } = error as Partial<Error>; // what the library throws are not always errors
  return { kind: name === "PasswordException" ? "encrypted" : "malformed", message: String(message ?? error) };
}
