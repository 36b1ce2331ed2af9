import { foreignTable, newerLayout, type StoredTarget } from "../table/table-errors.js";
import type { TableNames } from "../table/table-names.js";
import type { PostgresConnection } from "./postgres-connection.js";

/** Takes the tables of one target from one layout to the next. A step is never changed once it was released. */
export type LayoutStep = (names: TableNames) => readonly string[];

const DOCUMENT = `
  doc_id text NOT NULL, title text, text text, sections jsonb, metadata jsonb NOT NULL, provenance jsonb NOT NULL, raw json,
  commit_no bigint NOT NULL`;

/** Every layout so far: step 1 leads from nothing to layout 1, and so on. */
export const POSTGRES_LAYOUT: readonly LayoutStep[] = [
  ({ documents, undo, index }: TableNames): readonly string[] => [
    `CREATE TABLE ${documents} (${DOCUMENT}, PRIMARY KEY (doc_id))`,
    `CREATE INDEX ${index} ON ${documents} (commit_no)`,
    `CREATE TABLE ${undo} (${DOCUMENT}, replaced_by bigint NOT NULL, PRIMARY KEY (replaced_by, doc_id))`,
  ],
];

/** Two processes that make the same tables at the same time would both fail; the number is ours. */
const LAYOUT_LOCK = 7_365_714_201;

/** Makes the table of checkpoints; to be run inside a transaction, before anything else. */
export async function prepareCheckpoints(connection: PostgresConnection, { checkpoints }: TableNames): Promise<void> {
  await connection.query("SELECT pg_advisory_xact_lock($1)", [LAYOUT_LOCK]);
  const [found] = await connection.query("SELECT to_regclass($1) IS NOT NULL AS found", [checkpoints]);
  if (found?.["found"] === true) return; // a role that may not create tables can use those that are there
  await connection.query(`CREATE TABLE ${checkpoints} (
    target text PRIMARY KEY, layout integer NOT NULL, epoch bigint NOT NULL, run text NOT NULL, base bigint NOT NULL,
    commit_no bigint NOT NULL, transaction_no bigint NOT NULL, undo_floor bigint NOT NULL,
    run_id text, adapter text, completed bigint, failed bigint, committed_at timestamptz)`);
}

/** Brings the tables of a target to the newest layout; to be run inside a transaction. */
export async function layOut(
  connection: PostgresConnection,
  names: TableNames,
  { where, steps = POSTGRES_LAYOUT }: { readonly where: string; readonly steps?: readonly LayoutStep[] },
): Promise<void> {
  const stored = await readTarget(connection, names);
  const isThere = await hasDocuments(connection, names);
  if (stored === null && isThere) throw foreignTable(where);
  if (stored !== null && stored.layout > steps.length) throw newerLayout(where, stored.layout, steps.length);
  if (!isThere) await connection.query(`DROP TABLE IF EXISTS ${names.undo}`);
  for (const statement of steps.slice(isThere ? stored?.layout : 0).flatMap((step) => step(names))) await connection.query(statement);
  const columns = "target, layout, epoch, run, base, commit_no, transaction_no, undo_floor";
  const insert = `INSERT INTO ${names.checkpoints} (${columns}) VALUES ($1, $2, 0, '', 0, 0, 0, 0) ON CONFLICT (target) DO UPDATE SET layout = excluded.layout`;
  await connection.query(insert, [names.target, steps.length]);
}

/** What is noted of a target, or `null` where the database does not know it. Waits for a transaction that is writing it. */
export async function readTarget(connection: PostgresConnection, { checkpoints, target }: TableNames): Promise<StoredTarget | null> {
  const text = `SELECT layout, epoch, run, base, commit_no, transaction_no, undo_floor FROM ${checkpoints} WHERE target = $1 FOR UPDATE`;
  const [row] = await connection.query(text, [target]);
  if (row === undefined) return null;
  return {
    layout: Number(row["layout"]),
    epoch: Number(row["epoch"]),
    run: String(row["run"]),
    base: Number(row["base"]),
    commit: Number(row["commit_no"]),
    transaction: Number(row["transaction_no"]),
    undoFloor: Number(row["undo_floor"]),
  };
}

/** Whether the table of the documents is there. */
export async function hasDocuments(connection: PostgresConnection, { documents }: TableNames): Promise<boolean> {
  const [row] = await connection.query("SELECT to_regclass($1) IS NOT NULL AS found", [documents]);
  return row?.["found"] === true;
}
