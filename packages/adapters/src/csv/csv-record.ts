import type { Row } from "../delimited/read-rows.js";
import type { RecordObject } from "../records/field-at.js";
import { type FileRecord, identified, placeId } from "../records/file-record.js";
import { problemError, type RecordProblem } from "../records/record-problem.js";

/** What {@link csvRecord} needs to know beside the row. */
export interface CsvRecordContext {
  readonly file: string;
  readonly names: readonly string[];
  /** Whether a row with fewer cells than names fails or is filled up with empty ones. @default "fail" */
  readonly shortRows?: "fail" | "fill";
  readonly idField?: string | undefined;
}

/** The record of one row; what is wrong with it becomes its `problem`. */
export function csvRecord(row: Row, { file, names, shortRows = "fail", idField }: CsvRecordContext): FileRecord {
  const { line, bytes, cells } = row;
  const place = { file, line, bytes };
  if (cells === null) return { ...place, docId: placeId(place), ...kept(row) };
  if (cells.length > names.length || (cells.length < names.length && shortRows === "fail")) {
    return { ...place, docId: placeId(place), problem: wrongCount({ file, line, expected: names.length, received: cells.length }), cells };
  }
  const value = Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""])); // own fields, also one named __proto__
  return identified({ ...place, value }, value, idField);
}

/**
 * The fields of a record, also of one that comes from a dead-letter file.
 *
 * @throws {SluiceError} What is wrong with the record.
 */
export function csvValue(record: FileRecord): RecordObject {
  if (record.problem !== undefined) throw problemError(record.problem, record);
  if (record.value === undefined) throw new TypeError("Cannot parse a CSV record: expected value or problem, received neither");
  return record.value;
}

function kept({ problem, text, base64 }: Row): Pick<FileRecord, "problem" | "text" | "base64"> {
  return { ...(problem && { problem }), ...(text !== undefined && { text }), ...(base64 !== undefined && { base64 }) };
}

function wrongCount({ file, line, expected, received }: { file: string; line: number; expected: number; received: number }): RecordProblem {
  return { code: "RECORD_MALFORMED", message: `Cannot read line ${line} of ${file}: expected ${expected} fields, received ${received}` };
}
