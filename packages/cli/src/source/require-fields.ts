import { type Document, SluiceError } from "@sluice/core-events";

/**
 * A quality rule: each of the fields must hold something. A dotted path is looked up in the document's `metadata`, then in
 * its `raw` record, then in the document itself; blank text, empty lists and empty objects count as nothing.
 *
 * @returns A function that throws `VALIDATION_FAILED`, naming every field that is missing.
 */
export function requireFields(fields: readonly string[]): (document: Document) => void {
  const paths = fields.map((field) => ({ field, keys: field.split(".") }));
  return (document) => {
    const places = [document.metadata, document.raw, document];
    const missing = paths.filter(({ field, keys }) => !places.some((place) => isFilled(valueAt(place, field, keys)))).map(({ field }) => field);
    if (missing.length === 0) return;
    const message = `Cannot accept the document: required fields are missing: ${missing.join(", ")}`;
    throw new SluiceError(message, { code: "VALIDATION_FAILED", context: { missing } });
  };
}

/** The value under the whole name, for names that contain dots, else along the path. */
function valueAt(place: unknown, field: string, keys: readonly string[]): unknown {
  const direct = ownValue(place, field);
  return direct === undefined ? keys.reduce(ownValue, place) : direct;
}

function ownValue(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

function isFilled(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === "string") return value.trim() !== "";
  return typeof value !== "object" || Object.keys(value).length > 0;
}
