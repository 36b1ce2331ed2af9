import { randomUUID } from "node:crypto";
import { lstat } from "node:fs/promises";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { SluiceError } from "@sluice/core-events";
import { nodeFileSystem } from "../file-system.js";
import { ioCode } from "../io-reason.js";
import { createTarget, refuseOddKind, unwritable } from "../open-target.js";
import { occupied, requireResumable, requireRows } from "../table/table-errors.js";
import { DOCUMENT_COLUMNS, type TableNames, tableNames } from "../table/table-names.js";
import type { TablePosition } from "../table/table-position.js";
import type { TableStore } from "../table/table-store.js";
import { journalModeFor } from "./journal-mode.js";
import { loadSqlite } from "./load-sqlite.js";
import { sqliteFailure } from "./sqlite-error.js";
import { hasDocuments, layOut, readTarget } from "./sqlite-layout.js";
import type { CheckedSqliteOptions } from "./sqlite-options.js";
import { SqliteStore } from "./sqlite-store.js";
import { inTransaction } from "./sqlite-transaction.js";

/** How long SQLite itself waits for another process, with the event loop at a stand; longer waits are made of several. */
const BLOCKING_MS = 20;

/**
 * Opens the table at a position, cut back to it; or, where that is `null`, at the start of a run, as `ifExists` says.
 *
 * @throws {SluiceError} `SINK_UNWRITABLE`, `SINK_EXISTS`, `SINK_TRUNCATED`, `SINK_DAMAGED`, `CHECKPOINT_MISMATCH`, or
 * `SINK_FAILED` where another process writes for too long; then no document was changed.
 */
export async function openSqliteStore(options: CheckedSqliteOptions, position: TablePosition | null, signal?: AbortSignal): Promise<TableStore> {
  const { path, table, busyTimeoutMs } = options;
  const where = `table ${table} in ${path}`;
  const names = tableNames(table);
  const { DatabaseSync } = await loadSqlite();
  const isThere = await checkFile(path);
  if (!isThere && position !== null) requireResumable(null, position, where);
  if (!isThere) await (await createTarget(path, nodeFileSystem)).handle.close();
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { timeout: BLOCKING_MS });
    const opened = database;
    const start = await inTransaction(opened, () => hold(opened, names, { options, position, where }), { busyTimeoutMs, signal });
    await setUp(opened, path);
    return new SqliteStore(opened, { names, where, busyTimeoutMs, ...start });
  } catch (error) {
    database?.close();
    signal?.throwIfAborted();
    throw sqliteFailure("open", where, error);
  }
}

/** Whether there is a file. @throws {SluiceError} `SINK_UNWRITABLE` if it, or one that SQLite keeps beside it, is none. */
async function checkFile(path: string): Promise<boolean> {
  const found = await Promise.all(["", "-journal", "-wal", "-shm"].map((suffix) => isRegularFile(path + suffix)));
  return found[0] === true;
}

/** Looks without opening: closing a file that SQLite has open elsewhere in this process would undo its locks. */
async function isRegularFile(path: string): Promise<boolean> {
  try {
    refuseOddKind(path, await lstat(path));
    return true;
  } catch (error) {
    if (ioCode(error) === "ENOENT") return false;
    throw unwritable(path, error);
  }
}

async function setUp(database: DatabaseSync, path: string): Promise<void> {
  const version = String(database.prepare("SELECT sqlite_version() AS version").get()?.["version"]);
  const wanted = await journalModeFor(version, dirname(path));
  const found = String(database.prepare(`PRAGMA journal_mode = ${wanted}`).get()?.["journal_mode"]);
  if (wanted === "delete" && found !== "delete") {
    const message = `Cannot open ${path}: with SQLite ${version} on this file system it must have a rollback journal, received ${found}`;
    throw new SluiceError(message, { code: "SINK_UNWRITABLE", context: { path, reason: "JOURNAL_MODE" } });
  }
  database.exec("PRAGMA synchronous = FULL");
}

interface Holding {
  readonly options: CheckedSqliteOptions;
  readonly position: TablePosition | null;
  readonly where: string;
}

/** Where a store begins. */
interface Start {
  readonly epoch: number;
  readonly transaction: number;
  readonly position: TablePosition;
}

/** Takes the table over, so that whoever held it before writes no more, and cuts it back. */
function hold(database: DatabaseSync, names: TableNames, { options, position, where }: Holding): Start {
  const before = readTarget(database, names);
  if (position !== null) requireResumable(hasDocuments(database, names) ? before : null, position, where);
  layOut(database, names, { where });
  const { epoch = 0, commit = 0, transaction = 0, undoFloor = 0 } = before ?? {};
  cutBack(database, names, position?.commit ?? commit);
  const start = position === null ? begin(database, names, { commit, options, where }) : resume(database, names, { position, where });
  database
    .prepare(`UPDATE ${names.checkpoints} SET epoch = ?, run = ?, base = ?, commit_no = ?, undo_floor = ? WHERE target = ?`)
    .run(epoch + 1, start.run, start.base, start.commit, position === null ? commit : undoFloor, names.target);
  return { epoch: epoch + 1, transaction, position: start };
}

/** Takes back what was written after a commit, and puts back what was replaced. */
function cutBack(database: DatabaseSync, { documents, undo }: TableNames, commit: number): void {
  const columns = [...DOCUMENT_COLUMNS, "commit_no"].join(", ");
  database.prepare(`DELETE FROM ${documents} WHERE commit_no > ?`).run(commit);
  database.prepare(`INSERT INTO ${documents} (${columns}) SELECT ${columns} FROM ${undo} WHERE replaced_by > ? AND commit_no <= ?`).run(commit, commit);
  database.prepare(`DELETE FROM ${undo} WHERE replaced_by > ?`).run(commit);
}

interface Beginning {
  /** The last commit of whoever filled the table before. */
  readonly commit: number;
  readonly options: CheckedSqliteOptions;
  readonly where: string;
}

function begin(database: DatabaseSync, { documents, undo }: TableNames, { commit, options, where }: Beginning): TablePosition {
  const isEmpty = database.prepare(`SELECT 1 FROM ${documents} LIMIT 1`).get() === undefined;
  if (!isEmpty && options.ifExists === "refuse") throw occupied(where);
  if (!isEmpty && options.ifExists === "overwrite") database.exec(`DELETE FROM ${documents}`);
  database.exec(`DELETE FROM ${undo}`); // nobody goes back behind the start of a run
  return { run: randomUUID(), commit, base: commit, documents: 0 };
}

function resume(database: DatabaseSync, { documents }: TableNames, { position, where }: { position: TablePosition; where: string }): TablePosition {
  const found = Number(database.prepare(`SELECT count(*) AS count FROM ${documents} WHERE commit_no > ?`).get(position.base)?.["count"]);
  requireRows(found, position, where);
  return { ...position, documents: found };
}
