import type { ConnectionOptions } from "node:tls";
import { collectSecrets, Redactor } from "@sluice/core-events";
import { checkTableOptions, type CheckedTableOptions, requireIdentifier, requireText, type TableOptions } from "../table/table-options.js";

/** PostgreSQL holds 268,435,455 bytes in a JSONB value; a UTF-16 unit takes three of them at most. */
const MAX_DOCUMENT_CHARS = 2 ** 26;
const MAX_TIMEOUT_MS = 2_000_000_000;

/** How a PostgreSQL target is kept. */
export interface PostgresOptions extends TableOptions {
  /**
   * The database: `postgres://user:password@host:port/database`, with the query keys that `pg` knows, such as `sslmode`. What it
   * does not say comes from `PGHOST`, `PGPASSWORD` and the like. The password never appears in an error.
   */
  readonly url: string;
  /** The schema of the tables, which must exist. @default that of the connection's search path */
  readonly schema?: string;
  /** TLS, as `node:tls` takes it, where the URL says nothing of it. */
  readonly ssl?: boolean | ConnectionOptions;
  /** How long one statement, or the making of a connection, may take, in milliseconds. @default 60_000 */
  readonly timeoutMs?: number;
  /** How long a transaction is tried again after a lost connection, a deadlock or a lock, in milliseconds. @default 60_000 */
  readonly retryForMs?: number;
}

/** {@link PostgresOptions} with every default filled in. */
export interface CheckedPostgresOptions extends CheckedTableOptions {
  readonly url: string;
  readonly schema: string | undefined;
  readonly ssl: boolean | ConnectionOptions | undefined;
  readonly timeoutMs: number;
  readonly retryForMs: number;
  /** The target as messages name it: table, host and database. */
  readonly where: string;
  /** Takes the secrets of the URL out of a text. */
  readonly redactor: Redactor;
}

const KIND = "a PostgreSQL database";

/** Fills in the defaults. @throws {TypeError | RangeError} If an option is of the wrong type or out of range. */
export function checkPostgresOptions(options: PostgresOptions): CheckedPostgresOptions {
  const { url, schema, ssl, timeoutMs = 60_000, retryForMs = 60_000 } = options;
  requireText(KIND, "url", url);
  const parsed = URL.parse(url);
  if (parsed === null || !/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new TypeError(`Cannot use ${KIND}: url must be postgres://user:password@host:port/database, received another text`); // which may hold a password
  }
  if (schema !== undefined) requireIdentifier(KIND, "schema", schema);
  requireMs("timeoutMs", timeoutMs, 1);
  requireMs("retryForMs", retryForMs, 0);
  const table = checkTableOptions(options, { kind: KIND, name: "postgres", maxDocumentChars: MAX_DOCUMENT_CHARS });
  const where = `table ${schema === undefined ? "" : `${schema}.`}${table.table} of ${parsed.host}${decodeURIComponent(parsed.pathname)}`;
  return { ...table, url, schema, ssl, timeoutMs, retryForMs, where, redactor: new Redactor(collectSecrets(url)) };
}

function requireMs(option: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least && value <= MAX_TIMEOUT_MS) return;
  throw new RangeError(`Cannot use ${KIND}: ${option} must be an integer from ${least} to ${MAX_TIMEOUT_MS}, received ${value}`);
}
