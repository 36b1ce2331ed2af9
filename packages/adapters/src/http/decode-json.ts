import { errorMessageOf, SluiceError } from "@sluice/core-events";
import { type ParsedJson, parseJson } from "../text/parse-json-exactly.js";
import { mayBeInexact } from "../text/may-be-inexact.js";
import { parseDeepJson } from "./parse-deep-json.js";

/** A body with what the server says of it. */
export interface JsonBody {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** The redacted URL, for messages. */
  readonly url: string;
}

const MARKUP = /^\s*(?:text\/html|application\/xhtml\+xml|(?:text|application)\/xml)\b/i;

/**
 * The value that a JSON body holds. Strict: UTF-8 without replacement characters (a byte order mark is dropped), and nothing
 * that calls itself markup, which is what gateways and maintenance pages answer with status 200.
 *
 * @throws {SluiceError} `HTTP_BAD_PAYLOAD`, retryable.
 */
export function decodeJson({ bytes, contentType, url }: JsonBody): ParsedJson {
  if (MARKUP.test(contentType)) throw badPayload(url, `received ${contentType.slice(0, 60)}`);
  if (bytes.length === 0) throw badPayload(url, "received an empty body");
  const text = decodeText(bytes, url);
  try {
    return mayBeInexact(text) ? parseExactly(text) : { value: JSON.parse(text) as unknown, hasRawNumbers: false };
  } catch (error) {
    const where = /at position \d+/.exec(errorMessageOf(error))?.[0]; // the rest of the message quotes the body, which may echo secrets
    throw badPayload(url, `received ${bytes.length} bytes that are none${where === undefined ? "" : ` ${where}`}`);
  }
}

function parseExactly(text: string): ParsedJson {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { value: parseDeepJson(text), hasRawNumbers: true }; // one item nested too deep is no reason to refuse its page
  }
}

function decodeText(bytes: Uint8Array, url: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw badPayload(url, `received ${bytes.length} bytes that are no UTF-8`, error);
  }
}

/** The error for an answer that is not what the API documents. */
export function badPayload(url: string, received: string, cause?: unknown): SluiceError {
  return new SluiceError(`Cannot read the answer of ${url}: expected JSON, ${received}`, { code: "HTTP_BAD_PAYLOAD", context: { url }, cause });
}
