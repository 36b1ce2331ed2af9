import type { ErrorCode } from "@sluice/core-events";
import { LineSplitter } from "../text/line-splitter.js";
import { type RecordProblem, undecodable } from "../records/record-problem.js";
import type { AssembledRecord, RecordFault } from "./join-lines.js";
import { parseCells } from "./parse-cells.js";
import { RecordAssembler, type RecordAssemblerOptions } from "./record-assembler.js";

/** One row of a delimited file: its cells, or what is wrong with it. */
export interface Row {
  readonly line: number;
  readonly offset: number;
  readonly bytes: number;
  /** `null` if the row is broken. */
  readonly cells: readonly string[] | null;
  readonly text?: string;
  readonly base64?: string;
  readonly problem?: RecordProblem;
}

/** What {@link readRows} needs to know. */
export interface ReadRowsOptions extends RecordAssemblerOptions {
  /** The file's name, for messages. */
  readonly file: string;
  /** Where the first byte stands. @default 0 */
  readonly offset?: number;
  /** How many lines stand before it. @default 0 */
  readonly line?: number;
  /** The line terminator's last character. @default "\n" */
  readonly newline?: "\n" | "\r";
}

const ROWS_PER_GROUP = 256;

/** The rows of a delimited file, in groups of at most 256 and as they can be read; a broken row is a row too. */
export async function* readRows(chunks: AsyncIterable<Buffer>, options: ReadRowsOptions): AsyncGenerator<readonly Row[], void, undefined> {
  const { decoder, maxRecordBytes, offset = 0, line = 0, newline = "\n" } = options;
  const splitter = new LineSplitter({ decoder, maxLineBytes: maxRecordBytes, offset, line, newline });
  const assembler = new RecordAssembler(options);
  for await (const chunk of chunks) yield* inGroups(assembler.push(splitter.push(chunk)), options);
  yield* inGroups([...assembler.push(splitter.end()), ...assembler.end()], options);
}

function* inGroups(records: readonly AssembledRecord[], options: ReadRowsOptions): Generator<readonly Row[]> {
  for (let from = 0; from < records.length; from += ROWS_PER_GROUP) yield rowsOf(records.slice(from, from + ROWS_PER_GROUP), options);
}

function rowsOf(records: readonly AssembledRecord[], options: ReadRowsOptions): Row[] {
  const cells = parseCells(
    records.filter(isSound).map(({ text }) => text),
    options.format,
  ).values();
  return records.map((record) => {
    const { line, offset, bytes } = record;
    return isSound(record) ? { line, offset, bytes, cells: cells.next().value ?? null } : brokenRow(record, options);
  });
}

function isSound(record: AssembledRecord): record is AssembledRecord & { text: string } {
  return record.text !== null && record.fault === undefined;
}

function brokenRow({ line, offset, bytes, text, content, fault = "undecodable" }: AssembledRecord, options: ReadRowsOptions): Row {
  const problem = problemOf(fault, { ...options, line });
  return { line, offset, bytes, cells: null, problem, ...(text !== null && { text }), ...(content && { base64: content.toString("base64") }) };
}

function problemOf(fault: RecordFault, { file, line, decoder, maxRecordBytes }: ReadRowsOptions & { readonly line: number }): RecordProblem {
  const where = `Cannot read line ${line} of ${file}`;
  const problem = (code: ErrorCode, message: string): RecordProblem => ({ code, message });
  if (fault === "undecodable") return undecodable({ file, line }, decoder.encoding);
  if (fault === "too-large") return problem("RECORD_TOO_LARGE", `${where}: expected at most ${maxRecordBytes} bytes (maxRecordBytes), received more`);
  if (fault === "unclosed-quote") return problem("SOURCE_TRUNCATED", `${where}: expected a closing quote, received the end of the file`);
  return problem("RECORD_MALFORMED", `${where}: expected a delimiter behind a closing quote, received other text`);
}
