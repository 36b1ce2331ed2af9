import type { Checkpoint, Redactor } from "@sluice/core-events";
import { takenOver } from "../table/table-errors.js";
import type { TableNames } from "../table/table-names.js";
import type { TablePosition } from "../table/table-position.js";
import type { TableRow } from "../table/table-row.js";
import { type TableCommit, type TableStore, UNDO_COMMITS } from "../table/table-store.js";
import type { PostgresConnection } from "./postgres-connection.js";
import { postgresFailure } from "./postgres-error.js";
import { readTarget } from "./postgres-layout.js";
import type { PostgresSession } from "./postgres-session.js";
import { rowBatches, upsertStatement, valuesOf } from "./upsert-statement.js";

/** What a {@link PostgresStore} is made with. */
export interface PostgresStoreOptions {
  readonly names: TableNames;
  readonly where: string;
  readonly redactor: Redactor;
  /** The number under which this process holds the table. */
  readonly epoch: number;
  /** The number of the last transaction. */
  readonly transaction: number;
  readonly position: TablePosition;
}

/**
 * A table of a PostgreSQL database. Each transaction has a number, kept beside the checkpoint: after a COMMIT whose outcome is
 * unknown that number says whether it is in.
 */
export class PostgresStore implements TableStore {
  readonly position: TablePosition;
  readonly #session: PostgresSession;
  readonly #options: PostgresStoreOptions;
  #transaction: number;
  #documents: number;

  constructor(session: PostgresSession, options: PostgresStoreOptions) {
    this.#session = session;
    this.#options = options;
    this.#transaction = options.transaction;
    this.position = options.position;
    this.#documents = options.position.documents;
  }

  async put(rows: readonly TableRow[], commit: TableCommit): Promise<number> {
    const { where, redactor } = this.#options;
    try {
      this.#documents = await this.#session.run(async (connection, isFirst) => {
        if (!isFirst && (await this.#isIn(connection))) return this.#count(connection);
        return this.#documents + (await connection.transaction(() => this.#write(connection, rows, commit)));
      });
      this.#transaction += 1;
      return this.#documents;
    } catch (error) {
      throw postgresFailure("write to", where, error, redactor);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session[Symbol.asyncDispose]();
  }

  /** Whether an attempt whose outcome nobody has heard has come through. Waits until the server has settled it. */
  async #isIn(connection: PostgresConnection): Promise<boolean> {
    const { names, epoch, where } = this.#options;
    const stored = await connection.transaction(() => readTarget(connection, names));
    if (stored?.epoch !== epoch) throw takenOver(where);
    return stored.transaction === this.#transaction + 1;
  }

  async #count(connection: PostgresConnection): Promise<number> {
    const [row] = await connection.query(`SELECT count(*) AS count FROM ${this.#options.names.documents} WHERE commit_no > $1`, [this.position.base]);
    return Number(row?.["count"]);
  }

  /** Returns how many of the rows are new to the run. */
  async #write(connection: PostgresConnection, rows: readonly TableRow[], { number, checkpoint }: TableCommit): Promise<number> {
    const { names, where, epoch } = this.#options;
    const next = `UPDATE ${names.checkpoints} SET transaction_no = transaction_no + 1 WHERE target = $1 AND epoch = $2 AND transaction_no = $3 RETURNING 1`;
    const held = await connection.query(next, [names.target, epoch, this.#transaction]); // first, so that it waits for whoever still writes
    if (held.length === 0) throw takenOver(where);
    let added = 0;
    for (const batch of rowBatches(rows)) {
      const [result] = await connection.query(upsertStatement(names, batch.length), [...batch.flatMap(valuesOf), number, this.position.base]);
      added += batch.length - Number(result?.["held"]);
    }
    if (checkpoint !== null) await this.#note(connection, number, checkpoint);
    return added;
  }

  async #note(connection: PostgresConnection, number: number, { runId, adapter, completed, failed }: Checkpoint): Promise<void> {
    const { undo, checkpoints, target } = this.#options.names;
    const text = `
      WITH forgotten AS (DELETE FROM ${undo} WHERE replaced_by <= $2 RETURNING 1)
      UPDATE ${checkpoints} SET commit_no = $1, run_id = $3, adapter = $4, completed = $5, failed = $6, committed_at = clock_timestamp(),
        undo_floor = CASE WHEN EXISTS (SELECT 1 FROM forgotten) THEN $2 ELSE undo_floor END
      WHERE target = $7`;
    await connection.query(text, [number, number - UNDO_COMMITS, runId, adapter, completed, failed, target]);
  }
}
