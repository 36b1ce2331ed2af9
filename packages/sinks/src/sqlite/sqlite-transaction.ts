import type { DatabaseSync } from "node:sqlite";
import { Backoff } from "../table/backoff.js";
import { isBusy } from "./sqlite-error.js";

/** How long a transaction is tried. */
export interface TransactionOptions {
  readonly busyTimeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs `work` in one transaction that writes, from its beginning on. While another connection writes, the whole of it is tried
 * again; the event loop is free in between. Nothing else may use this connection until it settles.
 *
 * @throws What `work` or SQLite throws, once nothing of the transaction is left.
 */
export async function inTransaction<Result>(database: DatabaseSync, work: () => Result | Promise<Result>, { busyTimeoutMs, signal }: TransactionOptions): Promise<Result> {
  const backoff = new Backoff(busyTimeoutMs, signal);
  for (;;) {
    try {
      return await runOnce(database, work);
    } catch (error) {
      if (!isBusy(error) || !(await backoff.wait())) throw error;
    }
  }
}

async function runOnce<Result>(database: DatabaseSync, work: () => Result | Promise<Result>): Promise<Result> {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = await work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK"); // after some errors SQLite has done it by itself
    throw error;
  }
}
