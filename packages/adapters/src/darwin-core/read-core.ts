import type { InputFile } from "../files/input-file.js";
import { darwinCoreRecord, type DarwinCoreRecord, type DarwinCoreRecordContext, extensionNames } from "./darwin-core-record.js";
import { loadExtensions } from "./load-extensions.js";
import { readDescriptor } from "./read-descriptor.js";
import { readTable, type ReadTableOptions, type TableRow } from "./read-table.js";
import { ZipArchive } from "./zip-archive.js";

/** What {@link readCore} needs to know. */
export interface ReadCoreOptions extends ReadTableOptions {
  readonly maxMemberBytes: number;
  /** How many records are passed over. */
  readonly from: number;
}

/** Records that stand together, and how many stand before them. */
export interface CoreGroup {
  readonly number: number;
  readonly records: readonly DarwinCoreRecord[];
}

const MAX_GROUP_BYTES = 8_388_608;

/** The records of one archive in core order, joined with their extensions; rows that belong to none are reported at the end. */
export async function* readCore(input: InputFile, options: ReadCoreOptions): AsyncGenerator<CoreGroup, void, undefined> {
  using archive = await ZipArchive.open(input, options);
  const descriptor = await readDescriptor(archive, options.signal);
  using store = await loadExtensions(archive, descriptor, options);
  const context = { file: input.name, descriptor, store, maxRecordBytes: options.maxRecordBytes };
  let number = 0;
  for await (const rows of readTable(archive, descriptor.core, options)) {
    const passed = Math.min(rows.length, Math.max(0, options.from - number));
    for (const { id } of rows.slice(0, passed)) store.claim(id);
    yield* inGroups(rows.slice(passed), { ...context, number: number + passed });
    number += rows.length;
  }
  const names = extensionNames(descriptor);
  for (const { extension, rows, ids } of store.orphans()) {
    options.emit("orphan-extension-rows", { file: input.name, rowType: names[extension] ?? "", rows, examples: ids });
  }
}

/** Joined records can be large, so a group ends early when it has grown to 8 MiB. */
function* inGroups(rows: readonly TableRow[], context: DarwinCoreRecordContext): Generator<CoreGroup> {
  let { number } = context;
  let records: DarwinCoreRecord[] = [];
  let bytes = 0;
  for (const row of rows) {
    const record = darwinCoreRecord(row, { ...context, number: number + records.length + 1 });
    records.push(record);
    bytes += record.bytes;
    if (bytes < MAX_GROUP_BYTES) continue;
    yield { number, records };
    number += records.length;
    records = [];
    bytes = 0;
  }
  if (records.length > 0) yield { number, records };
}
