import { REDACTED } from "@sluice/core-events";

/** What every sink that keeps documents in a table of a database takes. */
export interface TableOptions {
  /**
   * The table of the documents. Beside it stand `<table>_undo` and `sluice_checkpoints`. ASCII letters, digits and
   * underscores, at most 40. @default "documents"
   */
  readonly table?: string;
  /**
   * What a new run does with a table that holds documents: `refuse` it with `SINK_EXISTS`, `append` to it, where documents with
   * the same id are replaced, or `overwrite` it. A run that resumes goes on behind its last commit, whatever this says.
   * @default "refuse"
   */
  readonly ifExists?: "refuse" | "append" | "overwrite";
  /** The longest document, in UTF-16 units over all its columns; a longer one fails alone. */
  readonly maxDocumentChars?: number;
  /** How the target is named in checkpoints; unique within a run. */
  readonly name?: string;
}

/** {@link TableOptions} with every default filled in. */
export type CheckedTableOptions = Readonly<Required<TableOptions>>;

/** What one kind of database takes where nothing is said. */
export interface TableDefaults {
  /** As messages call the target. */
  readonly kind: string;
  readonly name: string;
  readonly maxDocumentChars: number;
}

const policies: readonly unknown[] = ["refuse", "append", "overwrite"];
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]{0,39}$/;

/** Fills in the defaults. @throws {TypeError | RangeError} If an option is of the wrong type or out of range. */
export function checkTableOptions(options: TableOptions, defaults: TableDefaults): CheckedTableOptions {
  const { kind } = defaults;
  const { table = "documents", ifExists = "refuse", name = defaults.name, maxDocumentChars = defaults.maxDocumentChars } = options;
  requireIdentifier(kind, "table", table);
  requireText(kind, "name", name);
  if (!policies.includes(ifExists)) throw new TypeError(`Cannot use ${kind}: ifExists must be one of ${policies.join(", ")}, received ${ifExists}`);
  if (!Number.isInteger(maxDocumentChars) || maxDocumentChars < 1 || maxDocumentChars > defaults.maxDocumentChars) {
    throw new RangeError(`Cannot use ${kind}: maxDocumentChars must be an integer from 1 to ${defaults.maxDocumentChars}, received ${maxDocumentChars}`);
  }
  return { table, ifExists, name, maxDocumentChars };
}

/** Identifiers come from a closed alphabet; they are quoted all the same. @throws {TypeError} If it is none. */
export function requireIdentifier(kind: string, option: string, value: unknown): void {
  requireText(kind, option, value);
  const text = String(value);
  if (IDENTIFIER.test(text) && !/^(sluice|sqlite|pg)_/i.test(text)) return;
  const expected = "ASCII letters, digits and underscores, at most 40, not beginning with a digit, sluice_, sqlite_ or pg_";
  throw new TypeError(`Cannot use ${kind}: ${option} must be ${expected}, received ${text.includes("://") ? REDACTED : JSON.stringify(text.slice(0, 100))}`);
}

/** @throws {TypeError} If it is no text, or an empty one. */
export function requireText(kind: string, option: string, value: unknown): void {
  if (typeof value === "string" && value !== "") return;
  throw new TypeError(`Cannot use ${kind}: ${option} must be a non-empty string, received ${value === "" ? "an empty one" : typeof value}`);
}
