import { errorMessageOf, SluiceError } from "@sluice/core-events";
import { SaxesParser } from "saxes";
import { checkDoctype } from "./check-doctype.js";
import type { JatsElement, JatsNode } from "./jats-element.js";

interface OpenElement extends JatsElement {
  readonly children: JatsNode[];
}

const CHUNK_CHARS = 65_536;
const MAX_DEPTH = 256;
const MAX_ELEMENTS = 1_000_000;

/** Without a prototype, so that `&constructor;` is no name either. */
const PREDEFINED: Record<string, string> = Object.assign(Object.create(null) as Record<string, string>, { amp: "&", gt: ">", lt: "<", quot: '"', apos: "'" });

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

/**
 * The root element of an article in XML. Well-formedness is required, and the closing tag of the root too. No entity is declared or
 * fetched: a DOCTYPE passes only if it declares nothing, and only the five names of XML and numeric references stand for characters.
 *
 * @param xml Read piece by piece, so that what is wrong at its start ends it there.
 * @throws {SluiceError} `RECORD_MALFORMED`; `SOURCE_TRUNCATED` if it ends before its root does; `RECORD_TOO_LARGE` beyond
 * 256 levels or a million elements.
 */
export function readJats(xml: string): JatsElement {
  const document: OpenElement = { name: "", attributes: NO_ATTRIBUTES, children: [] };
  const open = [document];
  let elements = 0;
  const parser = articleParser();
  parser.on("opentag", ({ name, attributes }) => {
    if ((elements += 1) > MAX_ELEMENTS) throw tooLarge(`${MAX_ELEMENTS} elements`);
    if (open.length > MAX_DEPTH) throw tooLarge(`${MAX_DEPTH} levels`);
    const element: OpenElement = { name: withoutPrefix(name), attributes: attributeMap(attributes), children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("closetag", () => void open.pop());
  const addText = (text: string): void => void open.at(-1)?.children.push(text);
  parser.on("text", addText);
  parser.on("cdata", addText);
  try {
    for (let at = 0; at < xml.length; at += CHUNK_CHARS) parser.write(xml.slice(at, at + CHUNK_CHARS));
    if (open.length > 1 || document.children.every((child) => typeof child === "string")) throw truncated(open.at(-1)?.name ?? "");
    parser.close();
  } catch (error) {
    throw SluiceError.is(error) ? error : malformed(error);
  }
  return document.children.find((child) => typeof child !== "string") ?? document; // there is one: see above
}

/** A parser that stops at the first error and lets no DOCTYPE declare anything. */
export function articleParser(): SaxesParser {
  const parser = new SaxesParser({ position: true });
  parser.ENTITIES = PREDEFINED;
  parser.on("doctype", checkDoctype);
  parser.on("error", (error) => {
    throw error;
  });
  return parser;
}

/** The name that an element has in every article, whatever prefix it is given. */
export function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function attributeMap(attributes: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const entries = Object.entries(attributes).filter(([name]) => !name.startsWith("xmlns"));
  return entries.length === 0 ? NO_ATTRIBUTES : new Map(entries.map(([name, value]) => [withoutPrefix(name), String(value)]));
}

function malformed(cause: unknown): SluiceError {
  return new SluiceError(`Cannot parse the article: ${errorMessageOf(cause).slice(0, 300)}`, { code: "RECORD_MALFORMED", cause });
}

function truncated(name: string): SluiceError {
  const message = `Cannot parse the article: expected ${name === "" ? "a root element" : `</${name.slice(0, 40)}>`}, received the end of the text`;
  return new SluiceError(message, { code: "SOURCE_TRUNCATED" });
}

function tooLarge(limit: string): SluiceError {
  return new SluiceError(`Cannot parse the article: expected at most ${limit}, received more`, { code: "RECORD_TOO_LARGE" });
}
