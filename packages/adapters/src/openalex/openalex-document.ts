import { type Document, SluiceError } from "@sluice/core-events";
import { kindOf, malformed } from "../http/http-json-document.js";
import { itemPlace, itemValue, type PageItem, retrieved } from "../http/page-item.js";
import { valueAtPath } from "../http/value-at-path.js";
import { abstractText } from "./abstract-text.js";
import { entityMetadata } from "./entity-metadata.js";
import { openAlexId } from "./openalex-id.js";
import type { OpenAlexEntity } from "./openalex-parameters.js";
import { workMetadata } from "./work-metadata.js";

/**
 * The document that a record of OpenAlex is. The record itself is kept whole in `raw`; fields that it lacks are left out of
 * `metadata`.
 *
 * @throws {SluiceError} `RECORD_MALFORMED` for an item without an OpenAlex id or with an abstract that is none.
 */
export function openAlexDocument(item: PageItem, entity: OpenAlexEntity): Document {
  const record = itemValue(item);
  const docId = openAlexId(record);
  if (docId === null) throw malformed(item, `a record with an OpenAlex id, received ${kindOf(record)}`);
  const version = textAt(record, "updated_date");
  const license = textAt(record, "best_oa_location.license") ?? textAt(record, "primary_location.license");
  return {
    docId,
    title: textAt(record, "display_name") ?? textAt(record, "title"),
    text: entity === "works" ? abstractOf(item, record, docId) : textAt(record, "description"),
    metadata: entity === "works" ? workMetadata(record) : { entity, ...entityMetadata(record) },
    provenance: {
      source: "openalex",
      url: `https://openalex.org/${docId}`,
      ...retrieved(item),
      ...(version === null ? {} : { version }),
      ...(license === null ? {} : { license }),
    },
    raw: record,
  };
}

function abstractOf(item: PageItem, record: unknown, docId: string): string | null {
  try {
    return abstractText(valueAtPath(record, "abstract_inverted_index"));
  } catch (error) {
    if (!SluiceError.is(error)) throw error;
    throw new SluiceError(`Cannot parse ${docId}: ${error.message}`, { code: error.code, context: { docId, place: itemPlace(item) }, cause: error });
  }
}

function textAt(record: unknown, path: string): string | null {
  const value = valueAtPath(record, path);
  return typeof value === "string" && value !== "" ? value : null;
}
