import * as z from "zod";
import type { FileLine } from "./read-lines.js";
import type { UsageRecord } from "./usage-record.js";
import { usageRecordSchema } from "./usage-record-schema.js";

/** Why a line is not counted. */
export interface RecordFault {
  /**
   * `cut-short` is a last line without its end, `damaged` any other that is no record, `unknown-version` one of a newer
   * release, `repeated` one that was counted already.
   */
  readonly kind: "cut-short" | "damaged" | "unknown-version" | "repeated";
  readonly message: string;
}

const versioned = z.looseObject({ type: z.literal("sluice-adoption-usage"), version: z.number() });

/** What a line holds: a record, a fault, or null for an empty line. */
export function readRecord({ text, ended }: FileLine): { readonly record: UsageRecord } | { readonly fault: RecordFault } | null {
  if (text !== null && text.trim() === "") return null;
  const value = text === null ? undefined : parseJson(text);
  if (value === undefined) return { fault: ended ? { kind: "damaged", message: "is not one JSON value" } : { kind: "cut-short", message: "ends in the middle" } };
  const record = usageRecordSchema.safeParse(value);
  if (record.success) return { record: record.data };
  const other = versioned.safeParse(value);
  if (other.success && other.data.version !== 1) return { fault: { kind: "unknown-version", message: `has version ${other.data.version}, expected 1` } };
  const issue = record.error.issues[0];
  return { fault: { kind: "damaged", message: `is no record of counts: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}` } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // reported by the caller, with file and line
  }
}
