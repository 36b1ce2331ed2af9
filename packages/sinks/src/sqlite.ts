import type { Sink } from "@sluice/core-events";
import { openSqliteStore } from "./sqlite/open-sqlite-store.js";
import { checkSqliteOptions, type SqliteOptions } from "./sqlite/sqlite-options.js";
import { tableRow } from "./table/table-row.js";
import { tableSinkOf } from "./table/table-sink-of.js";

export { type SqliteOptions } from "./sqlite/sqlite-options.js";
export { type TableOptions } from "./table/table-options.js";

/**
 * Keeps documents in a table of an SQLite database, one row per id: a document whose id is there already replaces it. Uses
 * `node:sqlite`, so nothing has to be installed.
 *
 * `write` accepts documents into memory; `commit` writes them and the checkpoint in one transaction and makes them durable
 * (synchronous = FULL). Opened at the position of a commit, the table holds exactly what that commit covers: rows written since
 * are taken back, and versions they replaced are put back. So every document is in the table once, whenever the process was
 * killed, if the position is stored with the checkpoint. A batch written twice is there once.
 *
 * Between two commits with more than 5,000 documents or 16 Mi characters, rows are written before the commit that covers them;
 * their `commit_no` is higher than the one in `sluice_checkpoints`.
 *
 * @throws {TypeError | RangeError} If an option is of the wrong type or out of range.
 * @example
 * ```ts
 * const sink = sqliteSink({ path: "documents.db" });
 * await using target = await sink.open({ position: null });
 * await target.write([{ docId: "d1", title: null, text: "fern", metadata: {}, provenance: { source: "example" } }]);
 * const position = await target.commit(checkpoint);
 * ```
 */
export function sqliteSink(options: SqliteOptions): Sink {
  const checked = checkSqliteOptions(options);
  return tableSinkOf({
    name: checked.name,
    where: `table ${checked.table} in ${checked.path}`,
    rowOf: (document) => tableRow(document, { maxChars: checked.maxDocumentChars, isStrict: false }),
    open: (position, signal) => openSqliteStore(checked, position, signal),
  });
}
