import { Socket } from "node:net";
import type { Client, QueryResultRow } from "pg";
import type { PgModule } from "./load-pg.js";
import type { CheckedPostgresOptions } from "./postgres-options.js";

/** How much longer than the server this side waits for the answer to a statement. */
const GRACE_MS = 5_000;
const CLOSE_MS = 2_000;
const LOCK_MS = 10_000;

/** One connection. Once it is lost every query on it rejects; make another. */
export class PostgresConnection {
  readonly #client: Client;
  readonly #socket: Socket;
  readonly #setUp: string;
  #isLost = false;

  private constructor(client: Client, socket: Socket, timeoutMs: number) {
    this.#client = client;
    this.#socket = socket;
    this.#setUp = [
      "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", // numbers are compared again after waiting for a lock
      `SET LOCAL statement_timeout = ${timeoutMs}`,
      `SET LOCAL lock_timeout = ${Math.ceil(Math.min(timeoutMs / 2, LOCK_MS))}`, // before the statement's, because a lock is worth another try
      `SET LOCAL idle_in_transaction_session_timeout = ${timeoutMs + GRACE_MS}`, // a server that never hears of our end gives up by itself
      "SET LOCAL enable_seqscan = off", // a plan made for an empty table would read all of a full one for each batch
      "SET LOCAL synchronous_commit = on",
    ].join("; ");
  }

  /** @param applicationName Tells the connections of one open sink from those of everybody else. */
  static async connect(pg: PgModule, { url, ssl, timeoutMs }: CheckedPostgresOptions, applicationName: string): Promise<PostgresConnection> {
    const socket = new Socket();
    const client = new pg.Client({
      connectionString: url,
      ...(ssl === undefined ? {} : { ssl }),
      application_name: applicationName,
      connectionTimeoutMillis: timeoutMs,
      query_timeout: timeoutMs + GRACE_MS,
      keepAlive: true,
      stream: () => socket, // so that it can be cut off whatever it waits for
    });
    const connection = new PostgresConnection(client, socket, timeoutMs);
    client.on("error", () => connection.abandon()); // whoever waits for a query hears of it there
    try {
      await client.connect();
      return connection;
    } catch (error) {
      connection.abandon();
      throw error;
    }
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  async query<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.#client.query<Row>(text, [...values]);
    return rows;
  }

  /**
   * Runs `work` in one transaction with limits on its time.
   *
   * @throws What `work` or the server throws; where it was not the server that refused COMMIT, the outcome may be unknown.
   */
  async transaction<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#client.query(this.#setUp);
    let result: Result;
    try {
      result = await work();
    } catch (error) {
      await this.#client.query("ROLLBACK").catch(() => this.abandon()); // the connection's end rolls back, too
      throw error;
    }
    await this.#client.query("COMMIT");
    return result;
  }

  /** Cuts the connection off without a word. */
  abandon(): void {
    this.#isLost = true;
    this.#socket.destroy();
  }

  /** Says goodbye where somebody listens. */
  async close(): Promise<void> {
    if (this.#isLost) return;
    const timer = setTimeout(() => this.abandon(), CLOSE_MS);
    await this.#client.end().catch(() => this.abandon()); // all is committed or given up; nothing hangs on the goodbye
    clearTimeout(timer);
  }
}
