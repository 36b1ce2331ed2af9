import type { Document } from "@sluice/core-events";

/**
 * Says of documents whether a field holds something. A dotted path is looked up in the document's `metadata`, then in its `raw`
 * record, then in the document itself, first as one name; blank text, empty lists and empty objects count as nothing.
 *
 * @example
 * ```ts
 * const isNamed = fieldPresence("scientificName");
 * assert.equal(isNamed({ docId: "1", title: null, text: null, metadata: { scientificName: " " }, provenance: { source: "csv" } }), false);
 * ```
 */
export function fieldPresence(field: string): (document: Document) => boolean {
  const keys = field.split(".");
  return (document) => {
    const places = [document.metadata, document.raw, document];
    return places.some((place) => isFilled(valueAt(place, field, keys)));
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
