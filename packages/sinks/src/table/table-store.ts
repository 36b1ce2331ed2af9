import type { Checkpoint } from "@sluice/core-events";
import type { TablePosition } from "./table-position.js";
import type { TableRow } from "./table-row.js";

/** How many commits the replaced versions of documents are kept for: two generations of checkpoints, and some to spare. */
export const UNDO_COMMITS = 4;

/** What one transaction belongs to. */
export interface TableCommit {
  /** The number of the commit under way. */
  readonly number: number;
  /** What ends the commit; `null` while more of its rows follow. */
  readonly checkpoint: Checkpoint | null;
}

/** One open table, held by this process alone: whoever opens it later takes it over. */
export interface TableStore extends AsyncDisposable {
  /** Where it stands after opening. */
  readonly position: TablePosition;
  /**
   * Writes rows, each id once, and with them the checkpoint if there is one, in one transaction: all of it or nothing, and
   * never twice. Resolves with the number of rows of the run that the table holds then.
   *
   * @throws {SluiceError} `SINK_FAILED`, or `LOCK_LOST` if another process has taken the table over.
   */
  put(rows: readonly TableRow[], commit: TableCommit): Promise<number>;
}
