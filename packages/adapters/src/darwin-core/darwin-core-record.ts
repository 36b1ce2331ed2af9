import type { ArchiveDescriptor } from "./archive-descriptor.js";
import type { ExtensionStore } from "./extension-store.js";
import type { TableRow, Terms } from "./read-table.js";
import type { RecordProblem } from "../records/record-problem.js";

/** The rows of one record's extensions, by the short name of their row type. */
export type Extensions = Readonly<Record<string, readonly Terms[]>>;

/** One core record as `fetch` yields it, with its extension rows: plain JSON, so that it survives a dead-letter file. */
export interface DarwinCoreRecord {
  /** The archive's name without its directory. */
  readonly file: string;
  /** The file inside the archive. */
  readonly member: string;
  readonly line: number;
  readonly docId: string;
  readonly bytes: number;
  readonly rowType: string;
  readonly core?: Terms;
  readonly extensions?: Extensions;
  readonly text?: string;
  readonly base64?: string;
  readonly cells?: readonly string[];
  readonly problem?: RecordProblem;
}

/** What {@link darwinCoreRecord} needs to know beside the row. */
export interface DarwinCoreRecordContext {
  readonly file: string;
  /** The record's number in the core, from 1; with the file's name it is the id of a record that has none. */
  readonly number: number;
  readonly descriptor: ArchiveDescriptor;
  readonly store: ExtensionStore;
  readonly maxRecordBytes: number;
}

/** The record of one core row, joined with its extension rows. */
export function darwinCoreRecord(row: TableRow, { file, number, descriptor, store, maxRecordBytes }: DarwinCoreRecordContext): DarwinCoreRecord {
  const { id, terms, ...rest } = row;
  const record = { ...rest, file, docId: id === "" ? `${file}:${number}` : id, rowType: descriptor.core.rowType };
  if (terms === null) return record;
  const { extensions, bytes } = joined(store, { id, descriptor, maxBytes: maxRecordBytes });
  if (extensions !== null) return { ...record, bytes: row.bytes + bytes, core: terms, extensions };
  const message = `Cannot join ${id} in ${file}: expected extension rows of at most ${maxRecordBytes} bytes (maxRecordBytes), received more`;
  return { ...record, core: terms, problem: { code: "RECORD_TOO_LARGE", message } };
}

interface JoinOptions {
  readonly id: string;
  readonly descriptor: ArchiveDescriptor;
  readonly maxBytes: number;
}

function joined(store: ExtensionStore, { id, descriptor, maxBytes }: JoinOptions): { extensions: Extensions | null; bytes: number } {
  const names = extensionNames(descriptor);
  const extensions: Record<string, Terms[]> = {};
  let bytes = 0;
  for (const row of store.take(id)) {
    bytes += row.bytes;
    if (bytes > maxBytes) return { extensions: null, bytes };
    (extensions[names[row.extension] ?? ""] ??= []).push(row.terms);
  }
  return { extensions, bytes };
}

/** The extensions' row types; the second of the same name is told apart by a number. */
export function extensionNames({ extensions }: ArchiveDescriptor): string[] {
  return extensions.map(({ rowType }, index) => {
    const before = extensions.slice(0, index).filter((extension) => extension.rowType === rowType).length;
    return before === 0 ? rowType : `${rowType}~${before + 1}`;
  });
}
