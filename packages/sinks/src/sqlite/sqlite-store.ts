import type { DatabaseSync, StatementSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import type { Checkpoint } from "@sluice/core-events";
import { takenOver } from "../table/table-errors.js";
import { DOCUMENT_COLUMNS, type TableNames } from "../table/table-names.js";
import type { TablePosition } from "../table/table-position.js";
import type { TableRow } from "../table/table-row.js";
import { type TableCommit, type TableStore, UNDO_COMMITS } from "../table/table-store.js";
import { sqliteFailure } from "./sqlite-error.js";
import { inTransaction } from "./sqlite-transaction.js";

/** What a {@link SqliteStore} is made with. */
export interface SqliteStoreOptions {
  readonly names: TableNames;
  readonly where: string;
  readonly busyTimeoutMs: number;
  /** The number under which this process holds the table. */
  readonly epoch: number;
  /** The number of the last transaction. */
  readonly transaction: number;
  readonly position: TablePosition;
}

/** How long rows are written before the event loop gets a turn. */
const SLICE_MS = 10;

/** A table of an SQLite database. Calls must not overlap. */
export class SqliteStore implements TableStore {
  readonly position: TablePosition;
  readonly #database: DatabaseSync;
  readonly #options: SqliteStoreOptions;
  readonly #statements: Statements;
  #transaction: number;
  #documents: number;

  constructor(database: DatabaseSync, options: SqliteStoreOptions) {
    this.#database = database;
    this.#options = options;
    this.#statements = prepareStatements(database, options.names);
    this.#transaction = options.transaction;
    this.position = options.position;
    this.#documents = options.position.documents;
  }

  async put(rows: readonly TableRow[], commit: TableCommit): Promise<number> {
    const { where, busyTimeoutMs } = this.#options;
    try {
      const added = await inTransaction(this.#database, () => this.#write(rows, commit), { busyTimeoutMs });
      this.#transaction += 1;
      this.#documents += added;
      return this.#documents;
    } catch (error) {
      throw sqliteFailure("write to", where, error);
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#database.close();
    return Promise.resolve();
  }

  /** Returns how many of the rows are new to the run. */
  async #write(rows: readonly TableRow[], { number, checkpoint }: TableCommit): Promise<number> {
    const { names, where, epoch } = this.#options;
    const { changes } = this.#statements.next.run(names.target, epoch, this.#transaction);
    if (changes !== 1) throw takenOver(where);
    let added = 0;
    let sliceEnd = performance.now() + SLICE_MS;
    for (const row of rows) {
      if (this.#upsert(row, number)) added += 1;
      if (performance.now() < sliceEnd) continue;
      await setImmediate();
      sliceEnd = performance.now() + SLICE_MS;
    }
    if (checkpoint !== null) this.#note(number, checkpoint);
    return added;
  }

  #upsert(row: TableRow, number: number): boolean {
    const before = this.#statements.find.get(row.docId);
    const commit = before === undefined ? null : Number(before["commit_no"]);
    if (commit !== null && commit < number) this.#statements.keep.run(number, row.docId);
    this.#statements.put.run(row.docId, row.title, row.text, row.sections, row.metadata, row.provenance, row.raw, number);
    return commit === null || commit <= this.position.base;
  }

  #note(number: number, { runId, adapter, completed, failed }: Checkpoint): void {
    const { target } = this.#options.names;
    const oldest = number - UNDO_COMMITS;
    if (this.#statements.forget.run(oldest).changes !== 0) this.#statements.raiseFloor.run(oldest, target);
    this.#statements.commit.run(number, runId, adapter, completed, failed, Date.now(), target);
  }
}

interface Statements {
  readonly next: StatementSync;
  readonly find: StatementSync;
  readonly keep: StatementSync;
  readonly put: StatementSync;
  readonly forget: StatementSync;
  readonly raiseFloor: StatementSync;
  readonly commit: StatementSync;
}

function prepareStatements(database: DatabaseSync, { documents, undo, checkpoints }: TableNames): Statements {
  const columns = [...DOCUMENT_COLUMNS, "commit_no"];
  const list = columns.join(", ");
  const changes = columns.slice(1).map((column) => `${column} = excluded.${column}`);
  return {
    next: database.prepare(`UPDATE ${checkpoints} SET transaction_no = transaction_no + 1 WHERE target = ? AND epoch = ? AND transaction_no = ?`),
    find: database.prepare(`SELECT commit_no FROM ${documents} WHERE doc_id = ?`),
    keep: database.prepare(`INSERT OR IGNORE INTO ${undo} (${list}, replaced_by) SELECT ${list}, ? FROM ${documents} WHERE doc_id = ?`),
    put: database.prepare(`INSERT INTO ${documents} (${list}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (doc_id) DO UPDATE SET ${changes.join(", ")}`),
    forget: database.prepare(`DELETE FROM ${undo} WHERE replaced_by <= ?`),
    raiseFloor: database.prepare(`UPDATE ${checkpoints} SET undo_floor = ? WHERE target = ?`),
    commit: database.prepare(
      `UPDATE ${checkpoints} SET commit_no = ?, run_id = ?, adapter = ?, completed = ?, failed = ?, committed_at = ? WHERE target = ?`,
    ),
  };
}
