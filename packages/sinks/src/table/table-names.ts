/** The tables of one target, quoted, and the key of its row among the checkpoints. */
export interface TableNames {
  readonly target: string;
  readonly documents: string;
  readonly undo: string;
  readonly index: string;
  readonly checkpoints: string;
}

/** The columns of a document, in the order in which rows are written. */
export const DOCUMENT_COLUMNS = ["doc_id", "title", "text", "sections", "metadata", "provenance", "raw"] as const;

/** The names for a table that `checkTableOptions` has passed, inside a schema where the database has some. */
export function tableNames(table: string, schema?: string): TableNames {
  const inSchema = (name: string): string => (schema === undefined ? `"${name}"` : `"${schema}"."${name}"`);
  return {
    target: table,
    documents: inSchema(table),
    undo: inSchema(`${table}_undo`),
    index: `"${table}_commit_no"`,
    checkpoints: inSchema("sluice_checkpoints"),
  };
}
