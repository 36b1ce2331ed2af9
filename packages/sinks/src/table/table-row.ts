import { type Document, errorMessageOf, SluiceError } from "@sluice/core-events";
import { toJson } from "../to-json.js";

/** A document as the columns of a table; what is JSON there is text already. */
export interface TableRow {
  readonly docId: string;
  readonly title: string | null;
  readonly text: string | null;
  readonly sections: string | null;
  readonly metadata: string;
  readonly provenance: string;
  readonly raw: string | null;
  /** The length of all columns together, in UTF-16 units. */
  readonly chars: number;
}

/** What the columns of a database can hold. */
export interface TableRowLimits {
  readonly maxChars: number;
  /** The longest id that can be a key, in bytes of UTF-8. @default no limit */
  readonly maxIdBytes?: number;
  /** Whether neither text nor JSON may hold U+0000 or a lone surrogate, as in PostgreSQL; `raw` may, as an escape. */
  readonly isStrict: boolean;
}

/**
 * Makes a document a row.
 *
 * @throws {SluiceError} `DOCUMENT_UNSERIALIZABLE` if JSON or the database cannot hold a part of it, `RECORD_TOO_LARGE` if it is
 * longer than the limit; both with `docId` in their context.
 */
export function tableRow(document: Document, { maxChars, maxIdBytes = Infinity, isStrict }: TableRowLimits): TableRow {
  const { docId, title, text, sections, metadata, provenance, raw } = document;
  const json = { sections: jsonOf(docId, "sections", sections), metadata: jsonOf(docId, "metadata", metadata), provenance: jsonOf(docId, "provenance", provenance) };
  const columns = { docId, title, text, ...json, metadata: json.metadata ?? "{}", provenance: json.provenance ?? "{}", raw: jsonOf(docId, "raw", raw) };
  for (const name of ["docId", "title", "text"] as const) requireStorableText(docId, name, columns[name], isStrict);
  requireShortId(docId, maxIdBytes);
  if (isStrict) for (const name of ["sections", "metadata", "provenance"] as const) requireStorableJson(docId, name, columns[name]);
  const chars = Object.values(columns).reduce((sum: number, column) => sum + (column?.length ?? 0), 0);
  if (chars <= maxChars) return { ...columns, chars };
  const message = `Cannot write document ${docId}: it must have at most ${maxChars} characters (maxDocumentChars), received ${chars}`;
  throw new SluiceError(message, { code: "RECORD_TOO_LARGE", context: { docId, chars, maxChars } });
}

/** JSON as text; `null` for what is left out or has no JSON form. */
function jsonOf(docId: string, column: string, value: unknown): string | null {
  if (value === undefined) return null;
  try {
    return toJson(value) ?? null;
  } catch (error) {
    throw unserializable(docId, column, errorMessageOf(error), error);
  }
}

function requireStorableText(docId: string, column: string, text: unknown, isStrict: boolean): void {
  if (text === null) return;
  if (typeof text !== "string") throw unserializable(docId, column, `it must be text or null, received ${typeof text}`);
  if (!text.isWellFormed()) throw unserializable(docId, column, "UTF-8 has no form for a lone surrogate, received one");
  const at = isStrict ? text.indexOf("\0") : -1;
  if (at >= 0) throw unserializable(docId, column, `it must not hold U+0000, received one at character ${at}`);
}

function requireShortId(docId: string, maxIdBytes: number): void {
  const bytes = docId.length * 3 <= maxIdBytes ? 0 : Buffer.byteLength(docId); // a UTF-16 unit takes three at most
  if (bytes > maxIdBytes) throw unserializable(docId, "docId", `it must have at most ${maxIdBytes} bytes to be a key, received ${bytes}`);
}

/** An escape that follows an even number of backslashes is one; `JSON.stringify` escapes nothing else as `\u0000` or `\ud…`. */
function requireStorableJson(docId: string, column: string, json: string | null): void {
  if (json?.includes(String.raw`\u`) !== true) return;
  const found = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/.exec(json)?.[0].slice(-6);
  if (found !== undefined) throw unserializable(docId, column, `it must hold neither U+0000 nor a lone surrogate, received ${found}`);
}

function unserializable(docId: string, column: string, why: string, cause?: unknown): SluiceError {
  return new SluiceError(`Cannot write ${column} of document ${docId}: ${why}`, { code: "DOCUMENT_UNSERIALIZABLE", context: { docId, column }, cause });
}
