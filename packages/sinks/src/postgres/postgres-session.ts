import { randomUUID } from "node:crypto";
import type { PgModule } from "./load-pg.js";
import { Backoff } from "../table/backoff.js";
import { PostgresConnection } from "./postgres-connection.js";
import { isConnectionError, isTransient } from "./postgres-error.js";
import type { CheckedPostgresOptions } from "./postgres-options.js";

/** One connection at a time to a database, made anew when it is lost. */
export class PostgresSession implements AsyncDisposable {
  readonly #pg: PgModule;
  readonly #options: CheckedPostgresOptions;
  readonly #applicationName = `sluice ${randomUUID()}`;
  #connection: PostgresConnection | null = null;

  constructor(pg: PgModule, options: CheckedPostgresOptions) {
    this.#pg = pg;
    this.#options = options;
  }

  /**
   * Runs `attempt` until it succeeds, each time on a connection that works; it is told whether it is the first one. A lost
   * connection, a deadlock or a lock is no reason to give up before `retryForMs` have passed.
   */
  async run<Result>(attempt: (connection: PostgresConnection, isFirst: boolean) => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    const backoff = new Backoff(this.#options.retryForMs, signal);
    for (;;) {
      try {
        return await attempt(await this.#connected(), backoff.isFirst);
      } catch (error) {
        const isLost = isConnectionError(error) || this.#connection?.isLost === true;
        if (isLost || isTransient(error)) this.#drop();
        else throw error;
        if (!(await backoff.wait())) throw error;
      }
    }
  }

  /** Makes the first connection; where nobody listens it fails at once, because that is a wrong address more often than an outage. */
  async connect(signal?: AbortSignal): Promise<void> {
    const backoff = new Backoff(this.#options.retryForMs, signal);
    for (;;) {
      try {
        await this.#connected();
        return;
      } catch (error) {
        if (!isTransient(error) || !(await backoff.wait())) throw error;
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#connection?.close();
    this.#connection = null;
  }

  async #connected(): Promise<PostgresConnection> {
    if (this.#connection !== null && !this.#connection.isLost) return this.#connection;
    this.#connection = await PostgresConnection.connect(this.#pg, this.#options, this.#applicationName);
    await this.#endOrphans(this.#connection);
    return this.#connection;
  }

  #drop(): void {
    this.#connection?.abandon();
    this.#connection = null;
  }

  /** The server may not know yet that a connection is gone, and hold its locks: whatever is left of ours is ended. */
  async #endOrphans(connection: PostgresConnection): Promise<void> {
    const text = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND pid <> pg_backend_pid()";
    await connection.query(text, [this.#applicationName]);
  }
}
