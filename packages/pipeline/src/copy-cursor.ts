import type { JsonValue } from "@sluice/core-events";

const MAX_DEPTH = 100;

/**
 * A copy of a cursor, so that an adapter may go on with the same object.
 *
 * @throws {TypeError} If it is not JSON: what a checkpoint cannot give back would make a resumed run begin somewhere else.
 */
export function copyCursor(cursor: JsonValue): JsonValue {
  return copy(cursor, 0);
}

function copy(value: unknown, depth: number): JsonValue {
  if (value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value)) return value as JsonValue; // so it is
  if (depth >= MAX_DEPTH) throw notJson(`nested more than ${MAX_DEPTH} deep`);
  if (Array.isArray(value)) return value.map((item) => copy(item, depth + 1));
  if (typeof value === "object" && Object.prototype.toString.call(value) === "[object Object]") return copyFields(value, depth + 1);
  throw notJson(typeof value === "object" ? Object.prototype.toString.call(value) : typeof value === "number" ? String(value) : typeof value);
}

/** A field without a value is left out, as JSON does. */
function copyFields(value: object, depth: number): JsonValue {
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(fields.map(([name, field]) => [name, copy(field, depth)]));
}

function notJson(received: string): TypeError {
  return new TypeError(`Cannot set a mark: the cursor must be JSON, received ${received}`);
}
