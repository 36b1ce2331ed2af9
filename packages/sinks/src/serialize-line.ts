import { errorMessageOf, SluiceError } from "@sluice/core-events";
import { toJson } from "./to-json.js";

/** Longest line written, in UTF-16 units: half of what a string can hold, so that lines can be joined. */
export const MAX_LINE_CHARS = 2 ** 28;

/**
 * One JSON value on one line, with its newline.
 *
 * `JSON.stringify` escapes CR, LF, NUL and lone surrogates; U+2028 and U+2029 are escaped, too, because some readers,
 * Node's `readline` among them, end a line there.
 *
 * @throws {SluiceError} `DOCUMENT_UNSERIALIZABLE` with `docId` in its context, if JSON cannot hold the value.
 */
export function serializeLine(value: unknown, docId: string | null): string {
  let json: string | undefined;
  try {
    json = toJson(value);
  } catch (error) {
    throw unserializable(docId, errorMessageOf(error), error);
  }
  if (json === undefined) throw unserializable(docId, "it must be a JSON value, received nothing");
  return endLine(json, docId);
}

/** The JSON text as a line; see {@link serializeLine}. */
export function endLine(json: string, docId: string | null): string {
  if (json.length >= MAX_LINE_CHARS) {
    throw unserializable(docId, `its line must be shorter than ${MAX_LINE_CHARS} characters, received ${json.length}`);
  }
  const readable = json.includes("\u2028") || json.includes("\u2029") ? escapeSeparators(json) : json;
  return `${readable}\n`;
}

function escapeSeparators(json: string): string {
  return json.replaceAll("\u2028", String.raw`\u2028`).replaceAll("\u2029", String.raw`\u2029`);
}

function unserializable(docId: string | null, why: string, cause?: unknown): SluiceError {
  const message = `Cannot serialise ${docId === null ? "a document without an id" : `document ${docId}`}: ${why}`;
  return new SluiceError(message, { code: "DOCUMENT_UNSERIALIZABLE", context: { docId }, cause });
}
