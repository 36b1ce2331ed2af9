import { parentPort } from "node:worker_threads";
import type * as Unpdf from "unpdf";
import type { OutlineEntry, PdfAnswer, PdfContent, PdfFailure, PdfJob } from "./pdf-messages.js";

// Runs in a thread of its own, so it imports nothing of this package: tests start it as it stands.

type Library = Awaited<ReturnType<typeof Unpdf.getResolvedPDFJS>>;
type Outline = Awaited<ReturnType<PdfDocument["getOutline"]>>; // null where there is none, whatever the library says
type PdfDocument = Awaited<ReturnType<Library["getDocument"]>["promise"]>;

const MAX_WARNINGS = 10;
const MAX_OUTLINE = 1_000;
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
    const { info } = await document.getMetadata();
    return { ...text, info: plain(info), outline: await readOutline(document), warnings: [...warnings] };
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

async function readPages(document: PdfDocument, maxTextChars: number): Promise<Pick<PdfContent, "pages" | "rightToLeftChars" | "chars">> {
  const pages: string[] = [];
  let rightToLeftChars = 0;
  let chars = 0;
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    let text = "";
    for (const item of items) {
      if (!("str" in item)) continue;
      text += item.hasEOL ? `${item.str}\n` : item.str;
      chars += item.str.length;
      if (item.dir === "rtl") rightToLeftChars += item.str.length;
      if (chars > maxTextChars) throw new Failed("too-much-text", `expected at most ${maxTextChars} characters of text (maxTextChars), received more`);
    }
    pages.push(text.trim());
    page.cleanup();
  }
  return { pages, rightToLeftChars, chars };
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

function failureOf(error: unknown): PdfFailure {
  if (error instanceof Failed) return { kind: error.kind, message: error.message };
  const { name, message } = error as Partial<Error>; // what the library throws are not always errors
  return { kind: name === "PasswordException" ? "encrypted" : "malformed", message: String(message ?? error) };
}
