import type { DatabaseSync, StatementSync } from "node:sqlite";
import { errorMessageOf, SluiceError } from "@sluice/core-events";
import { temporaryDatabase } from "./temporary-database.js";
import type { Terms } from "./read-table.js";

/** Rows of one extension that belong to no core record. */
export interface OrphanRows {
  /** Which extension, in the order of the descriptor. */
  readonly extension: number;
  readonly rows: number;
  /** Up to five of the ids that no core record has. */
  readonly ids: readonly string[];
}

/** One extension row of a core record. */
export interface JoinedRow {
  readonly extension: number;
  readonly terms: Terms;
  /** The size of the row as it was stored. */
  readonly bytes: number;
}

/** Holds the rows of all extensions by core id, whatever their order in the files, with bounded memory. Dispose it to free the disk. */
export class ExtensionStore implements Disposable {
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #select: StatementSync;
  readonly #claim: StatementSync;
  #rows = 0;

  constructor() {
    this.#database = temporaryDatabase();
    this.#database.exec(
      "CREATE TABLE rows (id TEXT, extension INTEGER, row INTEGER, isClaimed INTEGER, terms TEXT, PRIMARY KEY (id, extension, row)) WITHOUT ROWID",
    );
    this.#insert = this.#database.prepare("INSERT INTO rows VALUES (?, ?, ?, 0, ?)");
    this.#select = this.#database.prepare("SELECT extension, terms FROM rows WHERE id = ? ORDER BY extension, row");
    this.#claim = this.#database.prepare("UPDATE rows SET isClaimed = 1 WHERE id = ?");
  }

  get isEmpty(): boolean {
    return this.#rows === 0;
  }

  /** @throws {SluiceError} `STATE_UNWRITABLE` if the temporary directory is full. */
  add(extension: number, row: { readonly id: string; readonly terms: Terms }): void {
    this.#rows += 1;
    const terms = JSON.stringify(row.terms);
    try {
      this.#insert.run(row.id, extension, this.#rows, terms);
    } catch (error) {
      const message = `Cannot hold extension rows in the temporary directory: ${errorMessageOf(error)}`;
      throw new SluiceError(message, { code: "STATE_UNWRITABLE", cause: error });
    }
  }

  /** Says that a core record has this id: its rows are no orphans. */
  claim(id: string): void {
    if (id !== "" && !this.isEmpty) this.#claim.run(id);
  }

  /** The rows of one core record, by extension and then in file order; {@link claim} included. */
  *take(id: string): Generator<JoinedRow, void, undefined> {
    if (id === "" || this.isEmpty) return;
    this.claim(id);
    for (const { extension, terms } of this.#select.iterate(id)) {
      const text = String(terms);
      yield { extension: Number(extension), terms: JSON.parse(text) as Terms, bytes: text.length }; // as add() wrote it
    }
  }

  /** The rows that belong to no id claimed or taken. */
  orphans(): OrphanRows[] {
    const counts = this.#database.prepare("SELECT extension, count(*) AS rows FROM rows WHERE isClaimed = 0 GROUP BY extension").all();
    const ids = this.#database.prepare("SELECT DISTINCT id FROM rows WHERE isClaimed = 0 AND extension = ? LIMIT 5");
    return counts.map(({ extension, rows }) => ({
      extension: Number(extension),
      rows: Number(rows),
      ids: ids.all(extension ?? null).map(({ id }) => String(id)),
    }));
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }
}
