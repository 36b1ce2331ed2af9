import type { Sink } from "@sluice/core-events";
import { openPostgresStore } from "./postgres/open-postgres-store.js";
import { checkPostgresOptions, type PostgresOptions } from "./postgres/postgres-options.js";
import { tableRow } from "./table/table-row.js";
import { tableSinkOf } from "./table/table-sink-of.js";

export { type PostgresOptions } from "./postgres/postgres-options.js";
export { type TableOptions } from "./table/table-options.js";

/** An entry of an index of PostgreSQL has at most 2,704 bytes, its header and the number of a commit included. */
const MAX_ID_BYTES = 2_600;

/**
 * Keeps documents in a table of a PostgreSQL database, one row per id: a document whose id is there already replaces it. Uses the
 * package `pg`, which has to be installed beside this one, and one connection.
 *
 * `write` accepts documents into memory; `commit` writes them and the checkpoint in one transaction. Where the connection is lost
 * at COMMIT, the sink connects again and looks whether that transaction is in the table before it writes it once more. Opened
 * at the position of a commit, the table holds exactly what that commit covers: rows written since are taken back, and versions
 * they replaced are put back. So every document is in the table once, whichever of the two was killed, if the position is
 * stored with the checkpoint. A batch written twice is there once.
 *
 * Between two commits with more than 5,000 documents or 16 Mi characters, rows are written before the commit that covers them;
 * their `commit_no` is higher than the one in `sluice_checkpoints`.
 *
 * A document with an id above 2,600 bytes, or with U+0000 or a lone surrogate in a text, is refused as that one document.
 *
 * @throws {TypeError | RangeError} If an option is of the wrong type or out of range.
 * @example
 * ```ts
 * const sink = postgresSink({ url: "postgres://sluice@db.example.org/library", table: "articles" });
 * await using target = await sink.open({ position: null });
 * await target.write([{ docId: "d1", title: null, text: "fern", metadata: {}, provenance: { source: "example" } }]);
 * const position = await target.commit(checkpoint);
 * ```
 */
export function postgresSink(options: PostgresOptions): Sink {
  const checked = checkPostgresOptions(options);
  return tableSinkOf({
    name: checked.name,
    where: checked.where,
    rowOf: (document) => tableRow(document, { maxChars: checked.maxDocumentChars, maxIdBytes: MAX_ID_BYTES, isStrict: true }),
    open: (position, signal) => openPostgresStore(checked, position, signal),
  });
}
