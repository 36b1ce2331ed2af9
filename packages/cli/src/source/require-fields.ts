import { type Document, SluiceError } from "@sluice/core-events";
import { fieldPresence } from "@sluice/monitors";

/**
 * A quality rule: each of the fields must hold something. A dotted path is looked up in the document's `metadata`, then in
 * its `raw` record, then in the document itself; blank text, empty lists and empty objects count as nothing.
 *
 * @returns A function that throws `VALIDATION_FAILED`, naming every field that is missing.
 */
export function requireFields(fields: readonly string[]): (document: Document) => void {
  const required = fields.map((field) => ({ field, isPresent: fieldPresence(field) }));
  return (document) => {
    const missing = required.filter(({ isPresent }) => !isPresent(document)).map(({ field }) => field);
    if (missing.length === 0) return;
    const message = `Cannot accept the document: required fields are missing: ${missing.join(", ")}`;
    throw new SluiceError(message, { code: "VALIDATION_FAILED", context: { missing } });
  };
}
