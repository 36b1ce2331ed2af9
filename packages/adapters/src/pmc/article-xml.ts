import { SluiceError } from "@sluice/core-events";
import { badPayload } from "../http/decode-json.js";
import type { BytesAnswer } from "../http/http-client.js";
import { decodeArticle } from "./decode-article.js";

const ROOT = /<([A-Za-z_][\w:.-]{0,99})[\s/>]/;
const HEAD_CHARS = 4_096;
const TAIL_CHARS = 4_096;

/**
 * The XML of an answer, checked as far as it costs little: it is XML, decodes, and does not end before its root does.
 *
 * @throws {SluiceError} `HTTP_BAD_PAYLOAD` for HTML, JSON or nothing; `RECORD_MALFORMED` for bytes that are no text;
 * `SOURCE_TRUNCATED` if the closing tag of its root is missing.
 */
export function articleXml({ bytes, headers }: Pick<BytesAnswer, "bytes" | "headers">, url: string): string {
  const contentType = headers["content-type"] ?? "";
  if (/^\s*text\/html\b/i.test(contentType.slice(0, 100))) throw badPayload(url, "received HTML in place of XML");
  const text = decodeArticle(bytes);
  const head = text.slice(0, HEAD_CHARS).trimStart();
  if (!head.startsWith("<")) throw badPayload(url, head === "" ? "received nothing in place of XML" : "received no XML");
  const root = ROOT.exec(head)?.[1];
  if (root === "html" || root === "HTML") throw badPayload(url, "received HTML in place of XML");
  if (root === undefined || text.slice(-TAIL_CHARS).includes(`</${root}`) || isOneTag(text)) return text;
  throw new SluiceError(`Cannot read the answer of ${url}: expected </${root}>, received the end of the text`, { code: "SOURCE_TRUNCATED", context: { url } });
}

/** A root without content may be closed by itself; whether it is, is for the parser to say. */
function isOneTag(text: string): boolean {
  return text.length < HEAD_CHARS && text.trimEnd().endsWith("/>");
}
