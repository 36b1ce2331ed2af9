import { errorMessageOf } from "@sluice/core-events";
import { isRecordObject, type RecordObject } from "../records/field-at.js";
import { type FileRecord, identified, placeId } from "../records/file-record.js";
import { problemError, type RecordPlace, type RecordProblem, tooLarge, undecodable } from "../records/record-problem.js";
import type { Line } from "../text/line-splitter.js";
import { parseJson, parseJsonExactly } from "../text/parse-json-exactly.js";
import { StrictDecoder } from "../text/strict-decoder.js";

/** What {@link jsonlRecord} needs to know beside the line. */
export interface JsonlRecordContext {
  readonly file: string;
  readonly encoding: string;
  readonly maxRecordBytes: number;
  readonly idField?: string | undefined;
}

/** The record of one line; what is wrong with it becomes its `problem`. */
export function jsonlRecord(line: Line, { file, encoding, maxRecordBytes, idField }: JsonlRecordContext): FileRecord {
  const place = { file, line: line.number, bytes: line.bytes };
  if (line.text === null) {
    if (line.content === null) return { ...place, docId: placeId(place), problem: tooLarge(place, { bytes: line.bytes, maxRecordBytes }) };
    return { ...place, docId: placeId(place), base64: line.content.toString("base64"), problem: undecodable(place, encoding) };
  }
  try {
    const { value, hasRawNumbers } = parseJson(line.text);
    if (!isRecordObject(value)) return { ...place, docId: placeId(place), text: line.text, problem: notAnObject(place, value) };
    return identified(hasRawNumbers ? { ...place, text: line.text } : { ...place, value }, value, idField);
  } catch (error) {
    return { ...place, docId: placeId(place), text: line.text, problem: notJson(place, error) };
  }
}

/**
 * The object of a record, also of one that comes from a dead-letter file. Text and bytes are parsed again, so a record whose
 * text has been mended there passes.
 *
 * @throws {SluiceError} What is wrong with the record.
 */
export function jsonlValue(record: FileRecord, options: { readonly encoding: string; readonly idField?: string | undefined }): RecordObject {
  const text = record.text ?? decodedAgain(record, options.encoding);
  if (text !== null) return parsedAgain(record, { text, idField: options.idField });
  if (record.problem !== undefined) throw problemError(record.problem, record);
  if (record.value === undefined) throw new TypeError("Cannot parse a JSON Lines record: expected value, text, base64 or problem, received none");
  return record.value;
}

function decodedAgain({ base64 }: FileRecord, encoding: string): string | null {
  return base64 === undefined ? null : new StrictDecoder(encoding).decode(Buffer.from(base64, "base64"));
}

function parsedAgain(record: FileRecord, { text, idField }: { readonly text: string; readonly idField: string | undefined }): RecordObject {
  let value: unknown;
  try {
    value = parseJsonExactly(text);
  } catch (error) {
    throw problemError(notJson(record, error), record, error);
  }
  if (!isRecordObject(value)) throw problemError(notAnObject(record, value), record);
  const { file, line, bytes } = record;
  const { problem } = identified({ file, line, bytes }, value, idField);
  if (problem !== undefined) throw problemError(problem, record);
  return value;
}

function notJson({ file, line }: RecordPlace, error: unknown): RecordProblem {
  return { code: "RECORD_MALFORMED", message: `Cannot parse line ${line} of ${file} as JSON: ${errorMessageOf(error)}` };
}

function notAnObject({ file, line }: RecordPlace, value: unknown): RecordProblem {
  return { code: "RECORD_MALFORMED", message: `Cannot parse line ${line} of ${file}: expected a JSON object, received ${kindOf(value)}` };
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "a number" : `a ${typeof value}`; // the only other object is a number kept as it was written
}
