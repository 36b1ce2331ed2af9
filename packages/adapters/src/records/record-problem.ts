import { type ErrorCode, SluiceError } from "@sluice/core-events";

/** What is wrong with a record, as plain data: it is found in `fetch`, stored with dead letters and thrown by `parse`. */
export interface RecordProblem {
  readonly code: ErrorCode;
  readonly message: string;
}

/** Where a record stands, for the context of its error. */
export interface RecordPlace {
  /** The file's name without its directory. */
  readonly file: string;
  /** The record's first line, from 1. */
  readonly line: number;
}

/** The error that fails the one record. */
export function problemError({ code, message }: RecordProblem, { file, line }: RecordPlace, cause?: unknown): SluiceError {
  return new SluiceError(message, { code, context: { file, line }, ...(cause !== undefined && { cause }) });
}

/** The record's bytes have no meaning in the encoding. */
export function undecodable({ file, line }: RecordPlace, encoding: string): RecordProblem {
  return { code: "RECORD_MALFORMED", message: `Cannot decode line ${line} of ${file}: expected ${encoding}, received other bytes` };
}

/** The record is larger than the limit. */
export function tooLarge({ file, line }: RecordPlace, options: { readonly bytes: number; readonly maxRecordBytes: number }): RecordProblem {
  const message = `Cannot read line ${line} of ${file}: expected at most ${options.maxRecordBytes} bytes (maxRecordBytes), received ${options.bytes}`;
  return { code: "RECORD_TOO_LARGE", message };
}
