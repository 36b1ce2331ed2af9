import type { Document } from "@sluice/core-events";
import type { RecordFileParameters } from "../files/file-parameters.js";
import { type RecordObject, textAt } from "./field-at.js";
import { type RecordPlace, type RecordProblem } from "./record-problem.js";

/**
 * One record of a file as `fetch` yields it: plain JSON, so that it survives a dead-letter file.
 * A good record has `value`; one with numbers that a double cannot hold has its `text` instead, which loses nothing on the way;
 * a bad one has a `problem` and, unless it is too large, its `text` or the bytes that are not text.
 */
export interface FileRecord extends RecordPlace {
  readonly docId: string;
  /** The record's size in its file. */
  readonly bytes: number;
  readonly value?: RecordObject;
  readonly text?: string;
  readonly base64?: string;
  /** The fields of a delimited row that do not fit its columns. */
  readonly cells?: readonly string[];
  readonly problem?: RecordProblem;
}

/** The id of a record that names none: its place. */
export function placeId({ file, line }: RecordPlace): string {
  return `${file}:${line}`;
}

/** A good record with its id; one that lacks the id field asked for becomes a bad one. */
export function identified(record: Omit<FileRecord, "docId">, value: RecordObject, idField: string | undefined): FileRecord {
  const docId = textAt(value, idField ?? "id");
  if (docId !== null || idField === undefined) return { ...record, docId: docId ?? placeId(record) };
  const message = `Cannot identify line ${record.line} of ${record.file}: expected a non-empty string or number in ${idField}, received none`;
  return { ...record, docId: placeId(record), problem: { code: "RECORD_MALFORMED", message } };
}

/** The document of a good record: the record is `raw`, unchanged. */
export function recordDocument(
  value: RecordObject,
  { docId, source, parameters }: { readonly docId: string; readonly source: string; readonly parameters: RecordFileParameters },
): Document {
  return {
    docId,
    title: textAt(value, parameters.titleField),
    text: textAt(value, parameters.textField),
    metadata: {},
    provenance: { source },
    raw: value,
  };
}
