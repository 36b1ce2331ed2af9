import { randomUUID } from "node:crypto";
import { occupied, requireResumable, requireRows } from "../table/table-errors.js";
import { DOCUMENT_COLUMNS, type TableNames, tableNames } from "../table/table-names.js";
import type { TablePosition } from "../table/table-position.js";
import type { TableStore } from "../table/table-store.js";
import { loadPg } from "./load-pg.js";
import type { PostgresConnection } from "./postgres-connection.js";
import { postgresFailure } from "./postgres-error.js";
import { hasDocuments, layOut, prepareCheckpoints, readTarget } from "./postgres-layout.js";
import type { CheckedPostgresOptions } from "./postgres-options.js";
import { PostgresSession } from "./postgres-session.js";
import { PostgresStore } from "./postgres-store.js";

/**
 * Opens the table at a position, cut back to it; or, where that is `null`, at the start of a run, as `ifExists` says.
 *
 * @throws {SluiceError} `DEPENDENCY_MISSING`, `SINK_UNWRITABLE`, `SINK_EXISTS`, `SINK_TRUNCATED` or `CHECKPOINT_MISMATCH`; then
 * no document was changed.
 */
export async function openPostgresStore(options: CheckedPostgresOptions, position: TablePosition | null, signal?: AbortSignal): Promise<TableStore> {
  const { where, redactor } = options;
  const names = tableNames(options.table, options.schema);
  const session = new PostgresSession(await loadPg(), options);
  try {
    await session.connect(signal);
    const start = await session.run((connection) => connection.transaction(() => hold(connection, names, { options, position })), signal);
    return new PostgresStore(session, { names, where, redactor, ...start });
  } catch (error) {
    await session[Symbol.asyncDispose]();
    signal?.throwIfAborted();
    throw postgresFailure("open", where, error, redactor);
  }
}

interface Holding {
  readonly options: CheckedPostgresOptions;
  readonly position: TablePosition | null;
}

/** Where a store begins. */
interface Start {
  readonly epoch: number;
  readonly transaction: number;
  readonly position: TablePosition;
}

/**
 * Takes the table over, so that whoever held it before writes no more, and cuts it back. Done twice it comes to the same, so
 * it may be tried again after a COMMIT whose outcome is unknown.
 */
async function hold(connection: PostgresConnection, names: TableNames, { options, position }: Holding): Promise<Start> {
  const { where } = options;
  await prepareCheckpoints(connection, names);
  const before = await readTarget(connection, names);
  if (position !== null) requireResumable((await hasDocuments(connection, names)) ? before : null, position, where);
  await layOut(connection, names, { where });
  const { epoch = 0, commit = 0, transaction = 0, undoFloor = 0 } = before ?? {};
  await cutBack(connection, names, position?.commit ?? commit);
  const start = position === null ? await begin(connection, names, { commit, options }) : await resume(connection, names, { position, where });
  await connection.query(`UPDATE ${names.checkpoints} SET epoch = $1, run = $2, base = $3, commit_no = $4, undo_floor = $5 WHERE target = $6`, [
    epoch + 1, start.run, start.base, start.commit, position === null ? commit : undoFloor, names.target,
  ]);
  return { epoch: epoch + 1, transaction, position: start };
}

/** Takes back what was written after a commit, and puts back what was replaced. */
async function cutBack(connection: PostgresConnection, { documents, undo }: TableNames, commit: number): Promise<void> {
  const columns = [...DOCUMENT_COLUMNS, "commit_no"].join(", ");
  await connection.query(`DELETE FROM ${documents} WHERE commit_no > $1`, [commit]);
  await connection.query(`INSERT INTO ${documents} (${columns}) SELECT ${columns} FROM ${undo} WHERE replaced_by > $1 AND commit_no <= $1`, [commit]);
  await connection.query(`DELETE FROM ${undo} WHERE replaced_by > $1`, [commit]);
}

interface Beginning {
  /** The last commit of whoever filled the table before. */
  readonly commit: number;
  readonly options: CheckedPostgresOptions;
}

async function begin(connection: PostgresConnection, { documents, undo }: TableNames, { commit, options }: Beginning): Promise<TablePosition> {
  const isEmpty = (await connection.query(`SELECT 1 FROM ${documents} LIMIT 1`)).length === 0;
  if (!isEmpty && options.ifExists === "refuse") throw occupied(options.where);
  if (!isEmpty && options.ifExists === "overwrite") await connection.query(`DELETE FROM ${documents}`);
  await connection.query(`DELETE FROM ${undo}`); // nobody goes back behind the start of a run
  return { run: randomUUID(), commit, base: commit, documents: 0 };
}

async function resume(connection: PostgresConnection, { documents }: TableNames, { position, where }: { position: TablePosition; where: string }): Promise<TablePosition> {
  const [row] = await connection.query(`SELECT count(*) AS count FROM ${documents} WHERE commit_no > $1`, [position.base]);
  const found = Number(row?.["count"]);
  requireRows(found, position, where);
  return { ...position, documents: found };
}
