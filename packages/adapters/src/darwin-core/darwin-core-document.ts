import type { Document } from "@sluice/core-events";
import { problemError } from "../records/record-problem.js";
import type { DarwinCoreRecord, Extensions } from "./darwin-core-record.js";
import type { Terms } from "./read-table.js";

/**
 * The document of one core record, also of one that comes from a dead-letter file. Title is the scientific name, text the rows of a
 * Description extension, metadata the terms that are not empty.
 *
 * @throws {SluiceError} What is wrong with the record.
 */
export function darwinCoreDocument(record: DarwinCoreRecord): Document {
  const { docId, rowType, core, extensions = {}, problem } = record;
  if (problem !== undefined) throw problemError(problem, record);
  if (core === undefined) throw new TypeError("Cannot parse a Darwin Core record: expected core or problem, received neither");
  const license = termOf(core, "license");
  const url = termOf(core, "references");
  return {
    docId,
    title: termOf(core, "scientificName"),
    text: descriptionOf(extensions),
    metadata: { ...Object.fromEntries(Object.entries(core).filter(([, value]) => value !== "")), rowType },
    provenance: { source: "darwin-core", ...(license !== null && { license }), ...(url !== null && isWebAddress(url) && { url }) },
    raw: { core, extensions },
  };
}

/** A term, also in the capitals of old archives (`ScientificName`); `null` if it is empty. */
function termOf(terms: Terms, name: string): string | null {
  const value = terms[name] ?? terms[`${name.charAt(0).toUpperCase()}${name.slice(1)}`] ?? "";
  return value === "" ? null : value;
}

function descriptionOf(extensions: Extensions): string | null {
  const rows = extensions["Description"] ?? [];
  const texts = rows.map((row) => termOf(row, "description")).filter((text) => text !== null);
  return texts.length === 0 ? null : texts.join("\n\n");
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.protocol === "https:" || url.protocol === "http:");
}
