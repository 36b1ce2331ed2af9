import { resolve } from "node:path";
import { checkTableOptions, type CheckedTableOptions, requireText, type TableOptions } from "../table/table-options.js";

/** SQLite holds 1,000,000,000 bytes in a row; a UTF-16 unit takes three of them at most. */
const MAX_DOCUMENT_CHARS = 2 ** 28;

/** How an SQLite target is kept. */
export interface SqliteOptions extends TableOptions {
  /** The database file. Its directory must exist; a symbolic link, device or pipe is refused. */
  readonly path: string;
  /** How long a database that another process writes to is waited for, in milliseconds. @default 10_000 */
  readonly busyTimeoutMs?: number;
}

/** {@link SqliteOptions} with every default filled in, the path absolute. */
export type CheckedSqliteOptions = CheckedTableOptions & Readonly<Required<SqliteOptions>>;

const KIND = "an SQLite database";

/** Fills in the defaults. @throws {TypeError | RangeError} If an option is of the wrong type or out of range. */
export function checkSqliteOptions(options: SqliteOptions): CheckedSqliteOptions {
  const { path, busyTimeoutMs = 10_000 } = options;
  requireText(KIND, "path", path);
  if (path.includes("\0")) throw new TypeError(`Cannot use ${KIND}: path must not contain NUL`);
  if (!Number.isInteger(busyTimeoutMs) || busyTimeoutMs < 0) {
    throw new RangeError(`Cannot use ${KIND}: busyTimeoutMs must be an integer >= 0, received ${busyTimeoutMs}`);
  }
  const table = checkTableOptions(options, { kind: KIND, name: "sqlite", maxDocumentChars: MAX_DOCUMENT_CHARS });
  return { ...table, path: resolve(path), busyTimeoutMs };
}
