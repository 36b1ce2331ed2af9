import type { Adapter, FetchContext } from "@sluice/core-events";
import * as z from "zod";
import { columnNames } from "./csv/column-names.js";
import { csvRecord, csvValue } from "./csv/csv-record.js";
import { readRows, type ReadRowsOptions } from "./delimited/read-rows.js";
import { defineAdapter } from "./define-adapter.js";
import { type Batch, BatchIterator } from "./files/batch-iterator.js";
import { countLines } from "./files/count-lines.js";
import { fileCursor } from "./files/file-cursor.js";
import { recordFileParameters } from "./files/file-parameters.js";
import { fingerprintFiles } from "./files/fingerprint-files.js";
import { areResumable, inputFiles, type InputFile } from "./files/input-file.js";
import { readBytes } from "./files/read-bytes.js";
import { checkByteLimit } from "./records/check-byte-limit.js";
import { type FileRecord, recordDocument } from "./records/file-record.js";
import { StrictDecoder } from "./text/strict-decoder.js";

export type { FileRecord } from "./records/file-record.js";
export type { RecordPlace, RecordProblem } from "./records/record-problem.js";

const csvParameters = recordFileParameters.extend({
  delimiter: z
    .string()
    .min(1)
    .default(",")
    .transform((text) => (text === "tab" || text === "\\t" ? "\t" : text))
    .refine((text) => !/[\r\n]/.test(text), { error: "expected a delimiter without newlines" })
    .describe('what separates fields; "tab" and "\\t" are a tab'),
  quote: z
    .string()
    .max(1)
    .refine((text) => !/[\r\n]/.test(text), { error: "expected a quote that is not a newline" })
    .default('"')
    .describe("the character around fields with delimiters or newlines; empty for none"),
  shortRows: z
    .enum(["fail", "fill"])
    .default("fail")
    .describe("what becomes of a record with fewer fields than columns: it fails, or the fields left out at its end are empty"),
  header: z.union([z.boolean(), z.stringbool()]).default(true).describe("whether the first record names the columns; else they are c1, c2 …"),
});

/** The parameters of a `csv` run. */
export type CsvParameters = z.infer<typeof csvParameters>;

/** What {@link csv} is made with. */
export interface CsvOptions {
  /** Largest record that is read; a larger one fails alone, and holds no more memory than this. @default 16_777_216 */
  readonly maxRecordBytes?: number;
}

/**
 * Reads comma- or tab-separated files as RFC 4180 writes them, gzip if the name ends with `.gz`. A record is an object of strings
 * by column name, never trimmed or converted. Blank lines are skipped.
 *
 * A record with more fields than the header, or fewer (unless `shortRows` is `"fill"`), with bytes outside the encoding or with
 * broken quotes fails alone. A broken quote costs one line: reading goes on behind the line where the quoted field began. A
 * quote inside an unquoted field is an ordinary character. The id is the column `idField`, else `id`, else `file:line`.
 * Resumes at a byte offset (gzip is inflated again up to there); standard input cannot be resumed.
 *
 * @throws {RangeError} If `maxRecordBytes` is not an integer >= 1.
 * @throws {SluiceError} While fetching: `SOURCE_UNREADABLE` before the first record if an input cannot be read or its header
 * is broken or names a column twice, `SOURCE_TRUNCATED` if a gzip file is cut short.
 */
export function csv({ maxRecordBytes = 16_777_216 }: CsvOptions = {}): Adapter<FileRecord, CsvParameters> {
  checkByteLimit("csv", "maxRecordBytes", maxRecordBytes);
  return defineAdapter({
    name: "csv",
    description: "CSV and TSV files, plain or gzip",
    parameters: csvParameters,
    fetch: (context) => new BatchIterator(readRecords(context, maxRecordBytes), context),
    identify: ({ docId }) => docId,
    parse: (record, { parameters }) => recordDocument(csvValue(record), { docId: record.docId, source: "csv", parameters }),
    describe: ({ file, line }) => ({ file, line }),
    sizeOf: ({ bytes }) => bytes,
    estimateTotal: async ({ parameters, signal }) => estimate(await inputFiles(parameters.input), { parameters, signal }),
    fingerprint: async ({ input }) => fingerprintFiles(await inputFiles(input)),
  });
}

async function* readRecords({ parameters, signal, cursor }: FetchContext<CsvParameters>, maxRecordBytes: number): AsyncGenerator<Batch<FileRecord>> {
  const files = await inputFiles(parameters.input);
  const start = fileCursor(cursor, files.length);
  const isResumable = areResumable(files);
  const shared = { decoder: new StrictDecoder(parameters.encoding), format: parameters, maxRecordBytes };
  for (const [index, file] of files.entries()) {
    if (index < start.file) continue;
    const from = index === start.file ? start : { offset: 0, line: 0 };
    const rows = { ...shared, file: file.name, offset: from.offset, line: from.line };
    const { shortRows, idField } = parameters;
    let names = from.offset === 0 ? null : await firstRowNames(file, { ...shared, file: file.name, parameters, signal });
    for await (const group of readRows(readBytes(file, { offset: from.offset, signal }), rows)) {
      const hasHeader = names === null && parameters.header;
      names ??= columnNames(group, { file, header: parameters.header });
      const records = hasHeader ? group.slice(1) : group;
      const context = { file: file.name, names: names ?? [], shortRows, idField }; // no names yet: every row so far is broken
      yield {
        cursor: isResumable && records[0] !== undefined ? { file: index, offset: records[0].offset, line: records[0].line - 1 } : null,
        items: records.map((row) => csvRecord(row, context)),
      };
    }
  }
}

interface FirstRowOptions extends ReadRowsOptions {
  readonly parameters: CsvParameters;
  readonly signal: AbortSignal;
}

/** The column names of a file that is read on in its middle. */
async function firstRowNames(file: InputFile, { parameters, signal, ...options }: FirstRowOptions): Promise<readonly string[] | null> {
  for await (const group of readRows(readBytes(file, { signal }), options)) {
    const names = columnNames(group, { file, header: parameters.header });
    if (names !== null) return names;
  }
  return null;
}

async function estimate(
  files: readonly InputFile[],
  { parameters, signal }: { readonly parameters: CsvParameters; readonly signal: AbortSignal },
): Promise<number | null> {
  const lines = await countLines(files, signal);
  return lines === null ? null : Math.max(0, lines - (parameters.header ? files.length : 0));
}
