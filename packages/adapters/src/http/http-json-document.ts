import { type Document, redactUrl, SluiceError } from "@sluice/core-events";
import { exactJson } from "../text/raw-json.js";
import type { HttpJsonParameters } from "./http-json-parameters.js";
import { itemValue, type PageItem, retrieved } from "./page-item.js";
import { valueAtPath } from "./value-at-path.js";

/** The item's id as text, or `null` if it has none that can be one. */
export function itemId(value: unknown, idField: string): string | null {
  const id = valueAtPath(value, idField);
  if (typeof id === "string") return id === "" ? null : id;
  if (typeof id === "number") return Number.isFinite(id) ? String(id) : null;
  return exactJson.isRawJSON(id) ? id.rawJSON : null;
}

/**
 * The document that an item of a listing is; the item itself is kept in `raw`, unchanged.
 *
 * @throws {SluiceError} `RECORD_MALFORMED` with page and item, for an item that is no object or has no id.
 */
export function itemDocument(item: PageItem, { url, idField, titleField, textField }: HttpJsonParameters): Document {
  const value = itemValue(item);
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformed(item, `an object, received ${kindOf(value)}`);
  const docId = itemId(value, idField);
  if (docId === null) throw malformed(item, `an id at ${idField}, received ${kindOf(valueAtPath(value, idField))}`);
  return {
    docId,
    title: textOf(valueAtPath(value, titleField)),
    text: textOf(valueAtPath(value, textField)),
    metadata: {},
    provenance: { source: "http-json", url: redactUrl(url), ...retrieved(item) },
    raw: value,
  };
}

/** The error for an item that is no record, with its place. */
export function malformed({ page, index }: PageItem, problem: string): SluiceError {
  const message = `Cannot parse item ${index + 1} of page ${page}: expected ${problem}`;
  return new SluiceError(message, { code: "RECORD_MALFORMED", context: { page, item: index + 1 } });
}

/** How a message names a value's kind. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (value === "") return "an empty string";
  return value === undefined ? "nothing" : Array.isArray(value) ? "an array" : `a value of type ${typeof value}`;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

