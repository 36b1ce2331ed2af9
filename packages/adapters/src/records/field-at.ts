import { exactJson } from "../text/raw-json.js";

/** Any object of a decoded record. */
export type RecordObject = Readonly<Record<string, unknown>>;

/** Whether the value is an object with fields: not an array, not a number kept as it was written. */
export function isRecordObject(value: unknown): value is RecordObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !exactJson.isRawJSON(value);
}

/** The value of a field: that of the whole name if there is one, else along its dots. Only own fields count. */
export function fieldAt(record: RecordObject, path: string): unknown {
  if (Object.hasOwn(record, path)) return record[path];
  let value: unknown = record;
  for (const name of path.split(".")) {
    if (!isRecordObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

/** The field as text: a string or number as it is written, anything else and the empty string as `null`. */
export function textAt(record: RecordObject, path: string | undefined): string | null {
  if (path === undefined) return null;
  const value = fieldAt(record, path);
  if (typeof value === "string") return value === "" ? null : value;
  if (typeof value === "number") return String(value);
  return exactJson.isRawJSON(value) ? value.rawJSON : null;
}
