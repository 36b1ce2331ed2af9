import { valueAtPath } from "../http/value-at-path.js";

const ID = /^https?:\/\/openalex\.org\/([A-Za-z0-9][\w/.-]{0,199})$/;

/** The short form of an OpenAlex id, such as `W2741809807` or `keywords/ecology`, or `null` for anything that is none. */
export function shortId(id: unknown): string | null {
  return typeof id === "string" && id.length < 256 ? (ID.exec(id)?.[1] ?? null) : null;
}

/** The record's id in its short form, or `null` if the item has none. */
export function openAlexId(record: unknown): string | null {
  return shortId(valueAtPath(record, "id"));
}
