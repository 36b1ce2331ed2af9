import type { Checkpoint } from "@sluice/core-events";
import type { TablePosition } from "./table-position.js";
import type { TableRow } from "./table-row.js";
import type { TableStore } from "./table-store.js";

const CHUNK_ROWS = 5_000;
const CHUNK_CHARS = 16_777_216;

/**
 * Rows on their way into a table: gathered in memory and written at the commit, together with its checkpoint. Where they
 * become too many before, they are written under the number of the commit to come, to be taken back when the table is opened
 * at the one before.
 *
 * Calls may overlap: what `commit` covers is what was added before it was called. After a failure every further call rejects
 * with the same error.
 */
export class TableWriter implements AsyncDisposable {
  readonly #store: TableStore;
  readonly #where: string;
  #position: TablePosition;
  #pending: TableRow[] = [];
  #pendingChars = 0;
  #queue: Promise<unknown> = Promise.resolve();
  #failure: { readonly error: unknown } | null = null;
  #closed = false;

  constructor(store: TableStore, where: string) {
    this.#store = store;
    this.#where = where;
    this.#position = store.position;
  }

  /** Accepts rows; resolves at once while the chunk is not full. */
  async add(rows: readonly TableRow[]): Promise<void> {
    this.#assertUsable();
    const jobs: Promise<unknown>[] = [];
    for (const row of rows) {
      this.#pending.push(row);
      this.#pendingChars += row.chars;
      if (this.#pending.length >= CHUNK_ROWS || this.#pendingChars >= CHUNK_CHARS) jobs.push(this.#putSoon(this.#takePending(), null));
    }
    if (jobs.length > 0) await Promise.all(jobs);
  }

  /** Resolves when the rows added so far and the checkpoint are committed. */
  async commit(checkpoint: Checkpoint): Promise<TablePosition> {
    this.#assertUsable();
    return await this.#putSoon(this.#takePending(), checkpoint);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#queue;
    await this.#store[Symbol.asyncDispose]();
  }

  #takePending(): readonly TableRow[] {
    const rows = this.#pending;
    this.#pending = [];
    this.#pendingChars = 0;
    return rows;
  }

  /** Puts rows when those before are through; once one has failed, the rest fail with its error. */
  #putSoon(rows: readonly TableRow[], checkpoint: Checkpoint | null): Promise<TablePosition> {
    const result = this.#queue.then(async () => {
      if (this.#failure !== null) throw this.#failure.error;
      const number = this.#position.commit + 1;
      try {
        const documents = await this.#store.put(lastOfEach(rows), { number, checkpoint });
        this.#position = { ...this.#position, documents, ...(checkpoint === null ? {} : { commit: number }) };
        return this.#position;
      } catch (error) {
        this.#failure = { error };
        throw error;
      }
    });
    this.#queue = result.catch(() => undefined); // the caller has the rejection; the queue only needs its end
    return result;
  }

  #assertUsable(): void {
    if (this.#failure !== null) throw this.#failure.error;
    if (this.#closed) throw new TypeError(`Cannot write to ${this.#where}: it must be open, received a call after it was closed`);
  }
}

/** Of rows with the same id the last one, which is the one that stays. */
function lastOfEach(rows: readonly TableRow[]): readonly TableRow[] {
  const byId = new Map(rows.map((row) => [row.docId, row]));
  return byId.size === rows.length ? rows : [...byId.values()];
}
