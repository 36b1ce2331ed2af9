import { DatabaseSync } from "node:sqlite";
import type { Document } from "@sluice/core-events";

/** Runs a query on a database and gives every row. */
export function querySqlite(path: string, sql: string): Record<string, unknown>[] {
  const database = new DatabaseSync(path);
  try {
    return database.prepare(sql).all().map((row) => ({ ...row }));
  } finally {
    database.close();
  }
}

/** The documents in a table, by id. */
export function readSqlite(path: string, table = "documents"): Document[] {
  return querySqlite(path, `SELECT * FROM "${table}" ORDER BY doc_id`).map(documentOfRow);
}

/** A document as it was before it became a row. */
export function documentOfRow(row: Record<string, unknown>): Document {
  const { doc_id, title, text, sections, metadata, provenance, raw } = row;
  const parsed = { docId: doc_id, title, text, metadata: json(metadata), provenance: json(provenance) } as Document; // as the sink wrote it
  return { ...parsed, ...(sections === null ? {} : { sections: json(sections) as never }), ...(raw === null ? {} : { raw: json(raw) }) };
}

function json(value: unknown): unknown {
  return typeof value === "string" ? JSON.parse(value) : value;
}
