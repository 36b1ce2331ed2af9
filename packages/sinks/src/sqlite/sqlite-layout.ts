import type { DatabaseSync } from "node:sqlite";
import { foreignTable, newerLayout, type StoredTarget } from "../table/table-errors.js";
import type { TableNames } from "../table/table-names.js";

/** Takes the tables of one target from one layout to the next. A step is never changed once it was released. */
export type LayoutStep = (names: TableNames) => readonly string[];

const DOCUMENT = `
  doc_id TEXT NOT NULL, title TEXT, text TEXT, sections TEXT, metadata TEXT NOT NULL, provenance TEXT NOT NULL, raw TEXT,
  commit_no INTEGER NOT NULL`;

/** Every layout so far: step 1 leads from nothing to layout 1, and so on. */
export const SQLITE_LAYOUT: readonly LayoutStep[] = [
  ({ documents, undo, index }: TableNames): readonly string[] => [
    `CREATE TABLE ${documents} (${DOCUMENT}, PRIMARY KEY (doc_id)) STRICT`,
    `CREATE INDEX ${index} ON ${documents} (commit_no)`,
    `CREATE TABLE ${undo} (${DOCUMENT}, replaced_by INTEGER NOT NULL, PRIMARY KEY (replaced_by, doc_id)) STRICT`,
  ],
];

/** Brings the tables of a target to the newest layout; to be run inside a transaction. */
export function layOut(database: DatabaseSync, names: TableNames, { where, steps = SQLITE_LAYOUT }: { readonly where: string; readonly steps?: readonly LayoutStep[] }): void {
  database.exec(`CREATE TABLE IF NOT EXISTS ${names.checkpoints} (
    target TEXT NOT NULL PRIMARY KEY, layout INTEGER NOT NULL, epoch INTEGER NOT NULL, run TEXT NOT NULL, base INTEGER NOT NULL,
    commit_no INTEGER NOT NULL, transaction_no INTEGER NOT NULL, undo_floor INTEGER NOT NULL,
    run_id TEXT, adapter TEXT, completed INTEGER, failed INTEGER, committed_at INTEGER) STRICT`);
  const stored = readTarget(database, names);
  const isThere = hasDocuments(database, names);
  if (stored === null && isThere) throw foreignTable(where);
  if (stored !== null && stored.layout > steps.length) throw newerLayout(where, stored.layout, steps.length);
  if (!isThere) database.exec(`DROP TABLE IF EXISTS ${names.undo}`);
  for (const statement of steps.slice(isThere ? stored?.layout : 0).flatMap((step) => step(names))) database.exec(statement);
  const columns = "target, layout, epoch, run, base, commit_no, transaction_no, undo_floor";
  const insert = `INSERT INTO ${names.checkpoints} (${columns}) VALUES (?, ?, 0, '', 0, 0, 0, 0) ON CONFLICT (target) DO UPDATE SET layout = excluded.layout`;
  database.prepare(insert).run(names.target, steps.length);
}

/** What is noted of a target, or `null` where the database does not know it. Reads alone. */
export function readTarget(database: DatabaseSync, { checkpoints, target }: TableNames): StoredTarget | null {
  if (!hasTable(database, "sluice_checkpoints")) return null;
  const row = database.prepare(`SELECT layout, epoch, run, base, commit_no, transaction_no, undo_floor FROM ${checkpoints} WHERE target = ?`).get(target);
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
export function hasDocuments(database: DatabaseSync, { target }: TableNames): boolean {
  return hasTable(database, target);
}

function hasTable(database: DatabaseSync, name: string): boolean {
  return database.prepare("SELECT 1 FROM sqlite_schema WHERE name = ? COLLATE NOCASE").get(name) !== undefined;
}
