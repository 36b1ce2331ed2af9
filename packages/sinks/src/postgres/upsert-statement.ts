import { DOCUMENT_COLUMNS, type TableNames } from "../table/table-names.js";
import type { TableRow } from "../table/table-row.js";

const BATCH_ROWS = 500;
const BATCH_CHARS = 8_388_608;
const TYPES = ["text", "text", "text", "jsonb", "jsonb", "jsonb", "json"] as const;

/** Rows in portions of a size that one statement can carry; a row longer than that goes alone. */
export function* rowBatches(rows: readonly TableRow[]): Generator<readonly TableRow[], void, undefined> {
  let batch: TableRow[] = [];
  let chars = 0;
  for (const row of rows) {
    if (batch.length >= BATCH_ROWS || (batch.length > 0 && chars + row.chars > BATCH_CHARS)) {
      yield batch;
      batch = [];
      chars = 0;
    }
    batch.push(row);
    chars += row.chars;
  }
  if (batch.length > 0) yield batch;
}

/** A row as parameters of {@link upsertStatement}, in the order of `DOCUMENT_COLUMNS`. */
export function valuesOf({ docId, title, text, sections, metadata, provenance, raw }: TableRow): readonly (string | null)[] {
  return [docId, title, text, sections, metadata, provenance, raw];
}

/**
 * Puts so many rows into the table, keeps the versions they replace, and gives as `held` how many of the ids the run held before.
 * Its parameters are those of the rows, then the number of the commit, then that of the commit before the run.
 */
export function upsertStatement({ documents, undo }: TableNames, rows: number): string {
  const width = DOCUMENT_COLUMNS.length;
  const list = DOCUMENT_COLUMNS.join(", ");
  const tuples = Array.from({ length: rows }, (_, row) => `(${TYPES.map((type, column) => `$${row * width + column + 1}${row === 0 ? `::${type}` : ""}`).join(", ")})`);
  const number = `$${rows * width + 1}::bigint`;
  const base = `$${rows * width + 2}::bigint`;
  const columns = [...DOCUMENT_COLUMNS, "commit_no"];
  const kept = columns.map((column) => `d.${column}`).join(", ");
  const changes = columns.slice(1).map((column) => `${column} = excluded.${column}`);
  return `
    WITH incoming (${list}) AS (VALUES ${tuples.join(", ")}),
    found AS MATERIALIZED (SELECT d.doc_id, d.commit_no FROM ${documents} d JOIN incoming i ON i.doc_id = d.doc_id),
    undone AS (
      INSERT INTO ${undo} (${columns.join(", ")}, replaced_by)
      SELECT ${kept}, ${number} FROM ${documents} d JOIN found f ON f.doc_id = d.doc_id WHERE f.commit_no < ${number}
      ON CONFLICT DO NOTHING
    ),
    written AS (
      INSERT INTO ${documents} (${columns.join(", ")}) SELECT ${list}, ${number} FROM incoming
      ON CONFLICT (doc_id) DO UPDATE SET ${changes.join(", ")}
    )
    SELECT count(*) AS held FROM found WHERE commit_no > ${base}`;
}
