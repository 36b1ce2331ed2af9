import type { Adapter, FetchContext } from "@sluice/core-events";
import { defineAdapter } from "./define-adapter.js";
import { type Batch, BatchIterator } from "./files/batch-iterator.js";
import { countLines } from "./files/count-lines.js";
import { fileCursor } from "./files/file-cursor.js";
import { recordFileParameters, type RecordFileParameters } from "./files/file-parameters.js";
import { fingerprintFiles } from "./files/fingerprint-files.js";
import { areResumable, inputFiles } from "./files/input-file.js";
import { readBytes } from "./files/read-bytes.js";
import { jsonlRecord, jsonlValue } from "./jsonl/jsonl-record.js";
import { checkByteLimit } from "./records/check-byte-limit.js";
import { type FileRecord, recordDocument } from "./records/file-record.js";
import { type Line, LineSplitter } from "./text/line-splitter.js";
import { StrictDecoder } from "./text/strict-decoder.js";

export type { FileRecord } from "./records/file-record.js";
export type { RecordPlace, RecordProblem } from "./records/record-problem.js";

/** The parameters of a `jsonl` run. */
export type JsonlParameters = RecordFileParameters;

/** What {@link jsonl} is made with. */
export interface JsonlOptions {
  /** Longest line that is read; a longer one fails as one record, and holds no more memory than this. @default 67_108_864 */
  readonly maxRecordBytes?: number;
}

const RECORDS_PER_MARK = 256;

/**
 * Reads JSON Lines (NDJSON): one JSON object per line, LF or CRLF, gzip if the name ends with `.gz`. Blank lines are skipped.
 *
 * Numbers are kept exactly, bytes are never replaced: a line that is not an object, not JSON, not in the encoding or too long
 * fails as that one record. The id is the field `idField`, else `id`, else `file:line`. Resumes at a byte offset (gzip is
 * inflated again up to there); standard input cannot be resumed.
 *
 * @throws {RangeError} If `maxRecordBytes` is not an integer >= 1.
 * @throws {SluiceError} While fetching: `SOURCE_UNREADABLE` before the first record if an input cannot be read,
 * `SOURCE_TRUNCATED` if a gzip file is cut short.
 * @example
 * ```ts
 * const pipeline = new IngestionPipeline({ adapters: [jsonl()] });
 * const parameters = { input: "specimens.jsonl", idField: "specimen_id" };
 * for await (const document of pipeline.iterResults("jsonl", { parameters })) console.log(document.docId);
 * ```
 */
export function jsonl({ maxRecordBytes = 67_108_864 }: JsonlOptions = {}): Adapter<FileRecord, JsonlParameters> {
  checkByteLimit("jsonl", "maxRecordBytes", maxRecordBytes);
  return defineAdapter({
    name: "jsonl",
    description: "JSON Lines files, plain or gzip",
    parameters: recordFileParameters,
    fetch: (context) => new BatchIterator(readRecords(context, maxRecordBytes), context),
    identify: ({ docId }) => docId,
    parse: (record, { parameters }) => recordDocument(jsonlValue(record, parameters), { docId: record.docId, source: "jsonl", parameters }),
    describe: ({ file, line }) => ({ file, line }),
    sizeOf: ({ bytes }) => bytes,
    estimateTotal: async ({ parameters, signal }) => countLines(await inputFiles(parameters.input), signal),
    fingerprint: async ({ input }) => fingerprintFiles(await inputFiles(input)),
  });
}

async function* readRecords(context: FetchContext<JsonlParameters>, maxRecordBytes: number): AsyncGenerator<Batch<FileRecord>> {
  const { parameters, signal } = context;
  const files = await inputFiles(parameters.input);
  const isResumable = areResumable(files);
  const start = fileCursor(context.cursor, files.length);
  const decoder = new StrictDecoder(parameters.encoding);
  const record = { encoding: decoder.encoding, idField: parameters.idField };
  for (const [index, file] of files.entries()) {
    if (index < start.file) continue;
    const { offset, line } = index === start.file ? start : { offset: 0, line: 0 };
    const splitter = new LineSplitter({ decoder, maxLineBytes: maxRecordBytes, offset, line });
    const toBatch = (lines: readonly Line[]): Batch<FileRecord> => ({
      cursor: isResumable && lines[0] !== undefined ? { file: index, offset: lines[0].offset, line: lines[0].number - 1 } : null,
      items: lines.filter(isNotBlank).map((item) => jsonlRecord(item, { file: file.name, maxRecordBytes, ...record })),
    });
    for await (const chunk of readBytes(file, { offset, signal })) yield* inGroups(splitter.push(chunk), toBatch);
    yield* inGroups(splitter.end(), toBatch);
  }
}

function* inGroups(lines: readonly Line[], toBatch: (lines: readonly Line[]) => Batch<FileRecord>): Generator<Batch<FileRecord>> {
  for (let from = 0; from < lines.length; from += RECORDS_PER_MARK) yield toBatch(lines.slice(from, from + RECORDS_PER_MARK));
}

function isNotBlank({ text }: Line): boolean {
  return text === null || text.trim() !== "";
}
